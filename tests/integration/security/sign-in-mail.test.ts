import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { freePort } from '../../setup/free-port';
import { startMailServer, textOf } from '../../setup/mail-server';
import { requestLink } from '../../setup/mailed-link';
import { test } from '../../setup/test';

/** A port on which nothing listens. */
const CLOSED = 'smtp://127.0.0.1:9';

const it = test
  .extend('mail', { scope: 'file' }, async ({}, { onCleanup }) => {
    const mail = await startMailServer((to) => (to.startsWith('nobody') ? '550 no mailbox' : null));
    onCleanup(mail.close);
    return mail;
  })
  /** Starts the app with a mail server. */
  .extend(
    'startWith',
    { scope: 'file' },
    ({ start }) =>
      async (server: string, signUp = 'open') => {
        const port = await freePort();
        const env = {
          EMAIL_SERVER: server,
          EMAIL_FROM: 'bottega@example.com',
          NEXTAUTH_URL: `http://127.0.0.1:${port}`,
          SIGN_UP: signUp,
        };
        return start({ port, env });
      },
  );

const someone = () => `${randomUUID()}@example.com`;
const NOT_SENT = { status: 503, url: '/sign-in?error=EmailSignin' };

describe('a sign-in link by email', () => {
  it('is sent', async ({ mail, startWith }) => {
    const app = await startWith(mail.url);
    const email = someone();
    expect(await requestLink(app.url, email)).toEqual({ status: 200, url: '/sign-in/check-mail' });
    const sent = mail.mails.find(({ to }) => to.includes(email));
    if (!sent) throw new Error('no mail was received');
    expect(textOf(sent)).toContain(`${app.url}/sign-in/link?`);
  });

  it('gets 503 and a sentence if the mail server is down or refuses it', async ({
    mail,
    startWith,
  }) => {
    const app = await startWith(CLOSED);
    expect(await requestLink(app.url, someone())).toEqual(NOT_SENT);
    const page = await (await fetch(`${app.url}${NOT_SENT.url}`)).text();
    expect(page).toContain('The email could not be sent');
    await expect.poll(app.output).toContain('a sign-in email could not be sent');
    expect(app.output()).toMatch(/"code":"E[A-Z]+"/);
    expect(app.output()).not.toContain('example.com');
    const other = await startWith(mail.url);
    expect(await requestLink(other.url, `nobody-${someone()}`)).toEqual(NOT_SENT);
  });

  it('gets the same answer for users and others if sign-up is closed', async ({
    database,
    mail,
    start,
  }) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { DATABASE_URL: database.url, NEXTAUTH_URL: url };
    const closed = { ...env, SIGN_UP: 'closed', EMAIL_FROM: 'bottega@example.com' };
    const email = someone();
    const open = await start({ port, env });
    await signedIn(url, { email });
    await open.stop();
    const down = await start({ port, env: { ...closed, EMAIL_SERVER: CLOSED } });
    expect(await requestLink(url, email)).toEqual(NOT_SENT);
    expect(await requestLink(url, someone())).toEqual(NOT_SENT);
    await down.stop();
    await start({ port, env: { ...closed, EMAIL_SERVER: mail.url } });
    const sent = { status: 200, url: '/sign-in/check-mail' };
    const stranger = someone();
    expect(await requestLink(url, stranger)).toEqual(sent);
    expect(await requestLink(url, email)).toEqual(sent);
    await expect.poll(() => mail.mails.flatMap(({ to }) => to)).toContain(email);
    expect(mail.mails.flatMap(({ to }) => to)).not.toContain(stranger);
  });
});
