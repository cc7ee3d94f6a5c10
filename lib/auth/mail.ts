import 'server-only';
import { createTransport } from 'nodemailer';
import { type Locale, translator } from '@/lib/i18n';
import { LINK_MINUTES } from './model';

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
export async function sendSignInMail(
  { server, from }: { server: string; from: string },
  { to: address, url, locale }: Mail,
): Promise<void> {
  const to = { name: '', address };
  await createTransport(server).sendMail({ to, from, ...(await signInMail(url, locale)) });
}
