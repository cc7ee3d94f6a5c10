import 'server-only';
import { escapeHtml } from './escape-html';

/** The mail server (`smtp://user:password@host:port`) and the sender's address. */
export type MailServer = { server: string; from: string };

type Mail = {
  /** One plain address, as `normalizeEmail` returns it. */
  to: string;
  subject: string;
  /** The paragraphs before and after the link. */
  intro: string;
  /** A second paragraph before the link: what to know before opening it. */
  warning?: string | undefined;
  outro: string;
  link: { url: string; text: string };
  /** The language of the texts. */
  locale: string;
};

/** The mail as plain text and as HTML without pictures or scripts. */
function contentOf({ subject, intro, warning, outro, link, locale }: Mail) {
  const before = warning === undefined ? [intro] : [intro, warning];
  return {
    subject,
    text: `${before.join('\n\n')}\n\n${link.url}\n\n${outro}\n`,
    html: `<!doctype html>
<html lang="${locale}">
<body style="font-family:system-ui,sans-serif;line-height:1.5;color:#292524;background:#fafaf9;padding:24px">
${before.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
<p><a href="${escapeHtml(link.url)}" style="color:#9a3412">${escapeHtml(link.text)}</a></p>
<p style="color:#57534e;font-size:14px">${escapeHtml(outro)}</p>
</body>
</html>
`,
  };
}

async function transportOf({ server }: MailServer) {
  // On demand: most processes never send a mail.
  const { mailTransport } = await import('@/lib/mail-transport');
  return mailTransport(server);
}

/**
 * Sends a mail.
 * @throws if the mail server cannot be reached, is too slow, or does not accept the mail
 */
export async function sendMail(config: MailServer, mail: Mail): Promise<void> {
  const to = { name: '', address: mail.to };
  await (await transportOf(config)).sendMail({ to, from: config.from, ...contentOf(mail) });
}

/** Connects and signs in to the mail server, without a mail. Throws if that is not possible. */
export async function assertMailServer(config: MailServer): Promise<void> {
  await (await transportOf(config)).verify();
}

/** What went wrong with a mail, for a log line: nodemailer's code and the server's, never its text or an address. */
export function mailFault(error: unknown): { code: string; response: number | undefined } {
  const { code, responseCode } = (error ?? {}) as { code?: string; responseCode?: number };
  return { code: code ?? 'unknown', response: responseCode };
}
