import 'server-only';
import { createTransport } from 'nodemailer';

/** Lifetime of the link in a mail, minutes. */
export const LINK_MINUTES = 30;

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The mail with a link to sign in by, as plain text and as HTML without pictures or scripts. */
function signInMail(url: string) {
  const { host } = new URL(url);
  const subject = `Sign in to Bottega at ${host}`;
  const intro = `Open this link to sign in to Bottega at ${host}.`;
  const outro = `It works once, for ${LINK_MINUTES} minutes. If you did not ask for it, ignore this mail: nothing happens.`;
  const link = escapeHtml(url);
  return {
    subject,
    text: `${intro}\n\n${url}\n\n${outro}\n`,
    html: `<!doctype html>
<html lang="en">
<body style="font-family:system-ui,sans-serif;line-height:1.5;color:#292524;background:#fafaf9;padding:24px">
<p>${escapeHtml(intro)}</p>
<p><a href="${link}" style="color:#9a3412">Sign in</a></p>
<p style="color:#57534e;font-size:14px">${escapeHtml(outro)}</p>
</body>
</html>
`,
  };
}

/**
 * Sends the mail with the link.
 * @param address one plain address, as `normalizeEmail` returns it
 * @throws what nodemailer throws when the mail server does not take it
 */
export async function sendSignInMail(
  { server, from }: { server: string; from: string },
  address: string,
  url: string,
): Promise<void> {
  await createTransport(server).sendMail({ to: { name: '', address }, from, ...signInMail(url) });
}
