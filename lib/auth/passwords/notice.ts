import 'server-only';
import { eq } from 'drizzle-orm';
import { headers } from 'next/headers';
import { mailLocale } from '@/lib/account';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { requestLocale, translator } from '@/lib/i18n';
import { log } from '@/lib/log';
import { mailFault, sendMail } from '@/lib/mail';
import { requestOrigin } from '../forwarded-headers';

/**
 * Tells the owner of an account by email that its password is another one, in case it was somebody else. Does
 * nothing without a mail server. A fault is logged: the change has been made.
 */
export async function tellOwner(
  { db, defer }: Pick<Context, 'db' | 'defer'>,
  userId: string,
  what: 'passwordChanged' | 'passwordSet',
): Promise<void> {
  const { email: server } = getEnv();
  if (!server) return;
  const origin = requestOrigin(await headers());
  if (origin === null) return;
  const [user] = await db
    .select({ email: users.email, locale: users.locale })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) return;
  const locale = user.locale === null ? await requestLocale() : mailLocale(user.locale);
  const t = await translator(locale, 'mail');
  const { host } = new URL(origin);
  const mail = {
    to: user.email,
    locale,
    subject: t(`${what}.subject`, { host }),
    intro: t(`${what}.intro`, { host }),
    link: { url: `${origin}/settings/security`, text: t('passwordChanged.action') },
    outro: t('passwordChanged.outro'),
  };
  defer(
    sendMail(server, mail).catch((error: unknown) =>
      log().error(mailFault(error), 'an email about a changed password could not be sent'),
    ),
  );
}
