import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { browserFetch, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { freePort } from '../../setup/free-port';
import { startMailServer, textOf } from '../../setup/mail-server';
import { test } from '../../setup/test';

const it = test
  .extend('mail', { scope: 'file' }, async ({}, { onCleanup }) => {
    const mail = await startMailServer();
    onCleanup(mail.close);
    return mail;
  })
  /** An app that sends mail, where people sign up by invitation or with an address of team.example. */
  .extend('inviting', { scope: 'file' }, async ({ mail, upstream, start }) => {
    const port = await freePort();
    const env = {
      EMAIL_SERVER: mail.url,
      EMAIL_FROM: 'bottega@example.com',
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
      SIGN_UP: '',
      SIGN_UP_DOMAINS: 'team.example',
    };
    return start({ port, env });
  })
  .extend('operator', { scope: 'file' }, ({ inviting }) => signedIn(inviting.url))
  .extend('invite', ({ operator }) => async (email?: string) => {
    const response = await operator.fetch('/api/invitations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(email ? { email } : {}),
    });
    expect(response.status).toBe(201);
    return (await response.json()) as { url: string; mailed: boolean };
  })
  /** Requests a sign-in link, as the forms of the sign-in page and of an invitation do. */
  .extend('requestLink', ({ inviting }) => async (email: string, invitation?: string) => {
    const ask = browserFetch(inviting.url);
    const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
    const fields = { csrfToken, email, json: 'true', ...(invitation ? { invitation } : {}) };
    const body = new URLSearchParams(fields);
    const response = await ask('/api/auth/signin/email', { method: 'POST', body });
    expect([response.status, await response.json()]).toEqual([200, { url: '/sign-in/check-mail' }]);
  })
  .extend(
    'mailsTo',
    ({ mail }) =>
      (email: string) =>
        mail.mails.filter(({ to }) => to.includes(email)),
  );

describe('mail where people sign up by invitation', () => {
  it('brings an invitation to its address', async ({ invite, mailsTo }) => {
    const email = `${randomUUID()}@example.com`;
    const { url, mailed } = await invite(email);
    expect(mailed).toBe(true);
    const [sent] = mailsTo(email);
    expect(sent && textOf(sent)).toContain(url);
    expect((await invite()).mailed).toBe(false);
  });

  it('brings a sign-in link to whom it lets in, and the same answer to everybody', async ({
    invite,
    requestLink,
    mailsTo,
  }) => {
    const someone = () => randomUUID();
    const stranger = `${someone()}@example.com`;
    const invited = `${someone()}@example.com`;
    const colleague = `${someone()}@team.example`;
    const holder = `${someone()}@example.com`;
    await invite(invited);
    const { url } = await invite();
    await requestLink(stranger);
    await requestLink(invited);
    await requestLink(colleague);
    await requestLink(holder, new URL(url).searchParams.get('token') ?? '');
    // The invited person gets two: the invitation, and the link to sign in.
    await expect.poll(() => mailsTo(invited).length).toBe(2);
    await expect.poll(() => mailsTo(colleague).length).toBe(1);
    await expect.poll(() => mailsTo(holder).length).toBe(1);
    expect(mailsTo(stranger)).toEqual([]);
  });
});
