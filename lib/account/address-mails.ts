import 'server-only';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { translator } from '@/lib/i18n';
import { type MailServer, sendMail } from '@/lib/mail';
import { createAccountLink } from './links';
import { mailLocale } from './update';

/** Lifetime of a link that proves an address, minutes. */
const ADDRESS_LINK_MINUTES = 60;

/** @throws AppError `mail_not_set_up` */
export function mailServer(): { server: MailServer; publicUrl: string } {
  const { email: server, publicUrl } = getEnv();
  if (server && publicUrl) return { server, publicUrl };
  throw new AppError(
    'mail_not_set_up',
    'This server sends no email, so an address cannot be confirmed. Ask its operator to set up email.',
  );
}

/** Tells the owner of an address that is in use that somebody wanted it: nobody else hears that it is. */
export async function sendTaken(
  server: MailServer,
  publicUrl: string,
  owner: { email: string; locale: string | null },
) {
  const locale = mailLocale(owner.locale);
  const t = await translator(locale, 'mail');
  const { host } = new URL(publicUrl);
  await sendMail(server, {
    to: owner.email,
    locale,
    subject: t('confirmAddress.takenSubject', { host }),
    intro: t('confirmAddress.taken', { host }),
    link: { url: `${publicUrl}/sign-in`, text: t('confirmAddress.takenAction') },
    outro: t('confirmAddress.takenOutro'),
  });
}

export async function sendLink(
  ctx: Pick<Context, 'db' | 'now'>,
  server: MailServer,
  publicUrl: string,
  user: { id: string },
  email: string,
) {
  const [row] = await ctx.db
    .select({ locale: users.locale })
    .from(users)
    .where(eq(users.id, user.id));
  const link = { purpose: 'change_email', userId: user.id, email } as const;
  const token = await createAccountLink(ctx, { ...link, minutes: ADDRESS_LINK_MINUTES });
  const locale = mailLocale(row?.locale ?? null);
  const t = await translator(locale, 'mail');
  const { host } = new URL(publicUrl);
  await sendMail(server, {
    to: email,
    locale,
    subject: t('confirmAddress.subject', { host }),
    intro: t('confirmAddress.intro', { host, email }),
    link: {
      url: `${publicUrl}/settings/account/confirm?${new URLSearchParams({ token })}`,
      text: t('confirmAddress.action'),
    },
    outro: t('confirmAddress.outro', { minutes: ADDRESS_LINK_MINUTES }),
  });
}
