import 'server-only';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { translator } from '@/lib/i18n';
import { log } from '@/lib/log';
import { mailFault, sendMail } from '@/lib/mail';
import { mailLocale } from './update';

/** What a user is told by mail, because somebody else may have done it: a key of `mail.accountChanged`. */
export type Notice = 'linked' | 'unlinked' | 'addressChanged';

type Message = {
  /** The address to write to, if it is not the user's. */
  to?: string;
  /** The user's new address. */
  email?: string;
};

async function send({ db }: Pick<Context, 'db'>, userId: string, notice: Notice, message: Message) {
  const { email: server, publicUrl } = getEnv();
  const [user] = await db
    .select({ email: users.email, locale: users.locale })
    .from(users)
    .where(eq(users.id, userId));
  if (!server || !publicUrl || !user) return;
  const locale = mailLocale(user.locale);
  const t = await translator(locale, 'mail');
  const { host } = new URL(publicUrl);
  await sendMail(server, {
    to: message.to ?? user.email,
    locale,
    subject: t('accountChanged.subject', { host }),
    intro: t(`accountChanged.${notice}`, { host, email: message.email ?? user.email }),
    link: { url: `${publicUrl}/settings/security`, text: t('accountChanged.action') },
    outro: t('accountChanged.outro'),
  });
}

/** Tells a user by mail what has changed about their account, after the response. Without a mail server, nobody. */
export async function tellOwner(
  ctx: Pick<Context, 'db' | 'defer'>,
  userId: string,
  notice: Notice,
  message: Message = {},
): Promise<void> {
  if (!getEnv().email) return;
  const sending = send(ctx, userId, notice, message).catch((error: unknown) => {
    log().error(mailFault(error), 'an email about a changed account could not be sent');
  });
  ctx.defer(sending);
}
