import 'server-only';
import type { AuthOptions } from 'next-auth';
import { createTransport } from 'nodemailer';
import type { Context } from '@/lib/context';
import { type Env, getEnv } from '@/lib/env';
import { type Locale, requestLocale, translator } from '@/lib/i18n';
import { logFailure } from '@/lib/log';
import { normalizeEmail } from '../schemas';
import { LINK_MINUTES } from '../sessions';
import { mayReceiveLink } from './admission';

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The email with a sign-in link, as plain text and as HTML without pictures or scripts. */
async function signInMail(url: string, locale: Locale) {
  const t = await translator(locale, 'mail');
  const { host } = new URL(url);
  const intro = t('intro', { host });
  const outro = t('outro', { minutes: LINK_MINUTES });
  const link = escapeHtml(url);
  return {
    subject: t('subject', { host }),
    text: `${intro}\n\n${url}\n\n${outro}\n`,
    html: `<!doctype html>
<html lang="${locale}">
<body style="font-family:system-ui,sans-serif;line-height:1.5;color:#292524;background:#fafaf9;padding:24px">
<p>${escapeHtml(intro)}</p>
<p><a href="${link}" style="color:#9a3412">${escapeHtml(t('action'))}</a></p>
<p style="color:#57534e;font-size:14px">${escapeHtml(outro)}</p>
</body>
</html>
`,
  };
}

type Mail = {
  /** One plain address, as `normalizeEmail` returns it. */
  to: string;
  url: string;
  locale: Locale;
};

/**
 * Sends the email with the link.
 * @throws what nodemailer throws when the mail server does not accept it
 */
async function sendSignInMail(
  { server, from }: { server: string; from: string },
  { to: address, url, locale }: Mail,
): Promise<void> {
  const to = { name: '', address };
  await createTransport(server).sendMail({ to, from, ...(await signInMail(url, locale)) });
}

/** Sign-in by an emailed link. */
export async function emailProvider(
  { db, defer }: Pick<Context, 'db' | 'defer'>,
  email: NonNullable<Env['email']>,
): Promise<AuthOptions['providers'][number]> {
  const { default: Email } = await import('next-auth/providers/email');
  return Email({
    ...email,
    maxAge: LINK_MINUTES * 60,
    normalizeIdentifier(raw) {
      const address = normalizeEmail(raw);
      if (address === null) throw new Error('Not a valid email address.');
      return address;
    },
    async sendVerificationRequest({ identifier, url }) {
      const locale = await requestLocale();
      const sending = mayReceiveLink(db, identifier).then((may) =>
        may ? sendSignInMail(email, { to: identifier, url, locale }) : undefined,
      );
      if (getEnv().signUpOpen) return sending;
      // If sign-up is closed, only users get an email. Response and timing must not reveal who is a user.
      defer(sending.catch(logFailure('a sign-in mail could not be sent')));
    },
  });
}
