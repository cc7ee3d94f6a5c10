import 'server-only';
import { eq } from 'drizzle-orm';
import { createAccountLink, mailLocale } from '@/lib/account';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { type Locale, requestLocale, translator } from '@/lib/i18n';
import { log } from '@/lib/log';
import { assertMailServer, type MailServer, mailFault, sendMail } from '@/lib/mail';
import { accountOf, logSecurity } from '@/lib/security-log';
import { countMailRequest, maySendMail } from '../attempt-limits';
import { RESET_MINUTES } from '../model';

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

type Request = {
  /** As `emailSchema` returns it. */
  email: string;
  /** From `clientAddress`. */
  client: string;
  /** From `requestOrigin`. */
  origin: string;
  /** From `deviceFor`. */
  device: string | null;
};

/** The page that sets a new password. @param origin of the app */
function resetUrl(origin: string, token: string): string {
  return `${origin}/reset-password?${new URLSearchParams({ token })}`;
}

async function sendLink(
  ctx: Data,
  server: MailServer,
  { email, origin, device }: Request,
  fallback: Locale,
): Promise<void> {
  const [user] = await ctx.db
    .select({ id: users.id, locale: users.locale, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email));
  if (!user || user.disabledAt !== null) return;
  if (!(await maySendMail(ctx.db, email, device))) return;
  const link = { purpose: 'reset_password', userId: user.id, email } as const;
  const token = await createAccountLink(ctx, { ...link, minutes: RESET_MINUTES });
  const locale = user.locale === null ? fallback : mailLocale(user.locale);
  const t = await translator(locale, 'mail');
  const { host } = new URL(origin);
  await sendMail(server, {
    to: email,
    locale,
    subject: t('resetPassword.subject', { host }),
    intro: t('resetPassword.intro', { host }),
    link: { url: resetUrl(origin, token), text: t('resetPassword.action') },
    outro: t('resetPassword.outro', { minutes: RESET_MINUTES }),
  });
}

/**
 * Emails a link that sets a new password, if the address has a user. Answer and timing are the same for every
 * address: the email is sent afterwards, and everyone is told whether the mail server works. The email counts as one
 * of the five that an address gets in 15 minutes; beyond them none is sent, and the links before still work.
 *
 * @throws AppError `mail_unavailable`, or `too_many_requests` for a client that asks too often
 */
export async function requestReset(ctx: Data, request: Request): Promise<void> {
  const { email: server } = getEnv();
  if (!server) {
    throw new AppError(
      'mail_unavailable',
      'This server sends no email. Ask its operator for a link that sets a new password.',
    );
  }
  await countMailRequest(ctx.db, request.client, request.device);
  await logSecurity(ctx, 'password_reset_requested', { account: accountOf(request.email) });
  const fallback = await requestLocale();
  const logFault = (error: unknown) =>
    log().error(mailFault(error), 'an email to reset a password could not be sent');
  await assertMailServer(server).catch((error: unknown) => {
    logFault(error);
    throw new AppError(
      'mail_unavailable',
      'The mail server does not answer. Try again in a few minutes, or ask the operator for a link.',
    );
  });
  ctx.defer(sendLink(ctx, server, request, fallback).catch(logFault));
}
