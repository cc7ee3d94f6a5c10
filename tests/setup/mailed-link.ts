import { browserFetch, type Client } from './client';
import { type MailServer, textOf } from './mail-server';

/** Requests a sign-in link as the sign-in page does. */
export async function requestLink(url: string, email: string, ask = browserFetch(url)) {
  const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email, json: 'true' });
  const response = await ask('/api/auth/signin/email', { method: 'POST', body });
  return { status: response.status, ...((await response.json()) as { url: string }) };
}

/** The text of the last mail to an address. */
export function lastMailTo(mail: MailServer, email: string): string {
  const sent = mail.mails.findLast(({ to }) => to.includes(email));
  if (!sent) throw new Error('No mail was received.');
  return textOf(sent);
}

/** The first link in a mail's text, as path and query. */
export function linkIn(text: string): string {
  const [url] = /https?:\/\/\S+/.exec(text) ?? [];
  if (url === undefined) throw new Error(`There is no link in: ${text}`);
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** What a page shows, without the messages that its scripts carry. */
export async function shown(response: Response): Promise<string> {
  return /<main.*<\/main>/s.exec(await response.text())?.[0] ?? '';
}

/** The link of a mailed sign-in. */
export async function mailedLink(appUrl: string, mail: MailServer, email: string): Promise<string> {
  await requestLink(appUrl, email);
  return linkIn(lastMailTo(mail, email));
}

/** What a mail scanner does with a link before the person sees it: it opens it twice, each time by GET and by HEAD. */
export async function scan(appUrl: string, path: string): Promise<void> {
  const ask = browserFetch(appUrl);
  for (const method of ['HEAD', 'GET', 'GET', 'HEAD']) {
    const response = await ask(path, { method });
    await response.body?.cancel();
    if (response.status >= 400) throw new Error(`${method} got ${response.status}.`);
  }
}

const decoded = (html: string) => html.replaceAll('&amp;', '&').replaceAll('&#x27;', "'");

/**
 * Presses the only button of a page, which is a plain form: no script runs here.
 * @returns the response of the form's POST
 */
export async function pressButton(ask: Client['fetch'], path: string): Promise<Response> {
  const html = await (await ask(path)).text();
  const forms = [...html.matchAll(/<form[^>]* action="([^"]+)"[^>]*>(.*?)<\/form>/gs)];
  if (forms.length !== 1) throw new Error(`The page has ${forms.length} forms.`);
  const [, action = '', inner = ''] = forms[0] ?? [];
  const fields = [...inner.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, decoded(value)] as [string, string],
  );
  return ask(decoded(action), { method: 'POST', body: new URLSearchParams(fields) });
}
