import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { browserFetch, PASSWORD, signedIn } from '../../setup/client';
import { freePort } from '../../setup/free-port';
import { type MailServer, startMailServer, textOf } from '../../setup/mail-server';
import { codeOf, sendJson, tryPassword } from '../../setup/sign-in-form';
import { test } from '../../setup/test';

const NEXT = 'a quite different phrase';

/** The links in the mails to an address, in the order of their arrival. */
const linksTo = (mail: MailServer, email: string) =>
  mail.mails
    .filter(({ to }) => to.includes(email))
    // The HTML part of a mail has it again.
    .flatMap((sent) => textOf(sent).match(/http\S+\/reset-password\?token=[\w-]+/)?.[0] ?? []);

const it = test
  .extend('mail', { scope: 'file' }, async ({}, { onCleanup }) => {
    const mail = await startMailServer();
    onCleanup(mail.close);
    return mail;
  })
  .extend('mailing', { scope: 'file' }, async ({ mail, start }) => {
    const port = await freePort();
    const env = {
      EMAIL_SERVER: mail.url,
      EMAIL_FROM: 'bottega@example.com',
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    };
    return start({ port, env });
  })
  .extend(
    'forget',
    ({ mailing }) =>
      (email: string, ask = browserFetch(mailing.url)) =>
        sendJson(ask, 'POST', '/api/account/forgotten-password', { email }),
  )
  /** Requests a link, and returns the newest one. */
  .extend('linkFor', ({ mail, forget }) => async (email: string, ask?: never) => {
    const before = linksTo(mail, email).length;
    expect((await forget(email, ask)).status).toBe(204);
    await expect.poll(() => linksTo(mail, email).length).toBe(before + 1);
    return String(linksTo(mail, email).at(-1));
  });

const tokenIn = (link: string) => new URL(link).searchParams.get('token');

describe('a forgotten password', () => {
  it('is replaced by a mailed link, which scanners may open', async ({
    mail,
    mailing,
    linkFor,
  }) => {
    const owner = await signedIn(mailing.url);
    const elsewhere = await signedIn(mailing.url, { email: owner.email, known: true });
    const link = await linkFor(owner.email);
    for (const method of ['GET', 'HEAD', 'GET']) {
      const page = await fetch(link, { method });
      expect(page.status).toBe(200);
      if (method === 'GET') expect(await page.text()).toContain(owner.email);
    }
    expect((await owner.fetch('/api/jobs')).status).toBe(200);
    expect(await tryPassword(mailing.url, owner.email)).toBe(200);

    const token = tokenIn(link);
    const visitor = browserFetch(mailing.url);
    const reset = (password: string) =>
      sendJson(visitor, 'POST', '/api/account/reset-password', { token, password });
    expect(await codeOf(await reset('Password123'))).toBe('common_password');
    expect(await codeOf(await reset('123456789'))).toBe('invalid_request');
    const done = await reset(NEXT);
    expect([done.status, await done.json()]).toEqual([200, { email: owner.email }]);
    // It signs nobody in.
    expect((await visitor('/api/jobs')).status).toBe(401);
    for (const browser of [owner, elsewhere]) {
      expect((await browser.fetch('/api/jobs')).status).toBe(401);
    }
    expect(await tryPassword(mailing.url, owner.email)).toBe(401);
    expect(await tryPassword(mailing.url, owner.email, NEXT)).toBe(200);
    expect(await codeOf(await reset(PASSWORD))).toBe('link_expired');
    expect(await (await fetch(link)).text()).toContain('has expired or was already used');
    await expect
      .poll(() =>
        mail.mails
          .filter(({ to }) => to.includes(owner.email))
          .map(textOf)
          .join(),
      )
      .toContain('was changed');
  });

  it('lets in whoever has the mail, however often strangers guess', async ({
    mailing,
    linkFor,
  }) => {
    const owner = await signedIn(mailing.url);
    for (let n = 0; n < 60; n++) await tryPassword(mailing.url, owner.email, 'a wrong guess');
    expect(await tryPassword(mailing.url, owner.email)).toBe(429);
    const token = tokenIn(await linkFor(owner.email));
    const visitor = browserFetch(mailing.url);
    await sendJson(visitor, 'POST', '/api/account/reset-password', { token, password: NEXT });
    expect(await tryPassword(mailing.url, owner.email, NEXT, visitor)).toBe(200);
    expect((await visitor('/api/jobs')).status).toBe(200);
  });

  it('has no more links once the password is changed', async ({ mailing, linkFor }) => {
    const owner = await signedIn(mailing.url);
    const link = await linkFor(owner.email);
    const change = { current: PASSWORD, password: NEXT };
    expect((await sendJson(owner.fetch, 'PATCH', '/api/account/password', change)).status).toBe(
      204,
    );
    expect(await (await fetch(link)).text()).toContain('has expired or was already used');
  });

  it('gets the same answer for every address, and five mails at most', async ({
    mail,
    mailing,
    forget,
  }) => {
    const owner = await signedIn(mailing.url);
    const nobody = `${randomUUID()}@example.com`;
    const answers: [number, string][] = [];
    for (let n = 0; n < 7; n++) {
      for (const email of [owner.email, nobody]) {
        const response = await forget(email);
        answers.push([response.status, await response.text()]);
      }
    }
    expect(new Set(answers.map(([status, text]) => `${status} ${text}`))).toEqual(
      new Set(['204 ']),
    );
    await expect.poll(() => linksTo(mail, owner.email).length).toBe(5);
    // Strangers have used them up; the owner's own browser gets one all the same, and the first still works.
    expect((await forget(owner.email, owner.fetch)).status).toBe(204);
    await expect.poll(() => linksTo(mail, owner.email).length).toBe(6);
    // Nor do they use up the requests of its network.
    const outcomes = await Promise.all(Array.from({ length: 25 }, () => forget(nobody)));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([204, 429]));
    expect((await forget(owner.email)).status).toBe(429);
    expect((await forget(owner.email, owner.fetch)).status).toBe(204);
    await expect.poll(() => linksTo(mail, owner.email).length).toBe(7);
    const [first] = linksTo(mail, owner.email);
    expect(await (await fetch(String(first))).text()).toContain(owner.email);
    expect(mail.mails.flatMap(({ to }) => to)).not.toContain(nobody);
  });

  it('is a matter for the operator where no mail is sent', async ({ app }) => {
    const visitor = browserFetch(app.url);
    const body = { email: 'ada@example.com' };
    const response = await sendJson(visitor, 'POST', '/api/account/forgotten-password', body);
    expect([response.status, await codeOf(response)]).toEqual([503, 'mail_unavailable']);
    const page = await (await visitor('/forgot-password')).text();
    expect(page).toContain('This server sends no email. Ask its operator');
    expect(page).not.toContain('type="email"');
  });
});

describe('the password in the settings', () => {
  it('is changed with the old one: other sessions end, this one stays', async ({ app }) => {
    const owner = await signedIn(app.url);
    const elsewhere = await signedIn(app.url, { email: owner.email, known: true });
    const change = (current: string, password: string) =>
      sendJson(owner.fetch, 'PATCH', '/api/account/password', { current, password });
    expect(await codeOf(await change('a wrong guess', NEXT))).toBe('wrong_password');
    expect(await codeOf(await change(PASSWORD, owner.email))).toBe('common_password');
    expect((await elsewhere.fetch('/api/jobs')).status).toBe(200);
    expect((await change(PASSWORD, NEXT)).status).toBe(204);
    expect((await owner.fetch('/api/jobs')).status).toBe(200);
    expect((await elsewhere.fetch('/api/jobs')).status).toBe(401);
    expect(
      await codeOf(
        await sendJson(owner.fetch, 'POST', '/api/account/password', { password: PASSWORD }),
      ),
    ).toBe('password_exists');
  });
});

describe('the list of sessions', () => {
  it('names browsers, shows no secret, and ends one or all others', async ({ app }) => {
    const owner = await signedIn(app.url);
    const [second, third] = [
      await signedIn(app.url, { email: owner.email, known: true }),
      await signedIn(app.url, { email: owner.email, known: true }),
    ];
    const stranger = await signedIn(app.url);
    const idsOf = async (browser: typeof owner) => {
      const page = await (await browser.fetch('/settings/security')).text();
      return [...new Set(page.match(/(?<=\\"id\\":\\")[\w-]{22}(?=\\")/g))];
    };
    const ids = await idsOf(owner);
    expect(ids).toHaveLength(3);
    const end = (browser: typeof owner, id: string) =>
      sendJson(browser.fetch, 'DELETE', `/api/account/sessions/${id}`);
    for (const id of [...ids, 'none']) {
      expect(await codeOf(await end(stranger, id))).toBe('not_found');
    }
    // The first is this one.
    expect((await end(owner, String(ids[1]))).status).toBe(204);
    const alive = async () =>
      Promise.all(
        [owner, second, third].map(async ({ fetch }) => (await fetch('/api/jobs')).status),
      );
    expect((await alive()).sort()).toEqual([200, 200, 401]);
    expect((await sendJson(owner.fetch, 'DELETE', '/api/account/sessions')).status).toBe(204);
    expect(await alive()).toEqual([200, 401, 401]);
    expect(await idsOf(owner)).toEqual([ids[0]]);
    expect((await stranger.fetch('/api/jobs')).status).toBe(200);
  });

  it('has no session that a new sign-in in the same browser has replaced', async ({ app }) => {
    const owner = await signedIn(app.url);
    const old = owner.cookie;
    expect(await tryPassword(app.url, owner.email, PASSWORD, owner.fetch)).toBe(200);
    const replaced = await fetch(`${app.url}/api/jobs`, { headers: { cookie: old } });
    expect(replaced.status).toBe(401);
    expect((await owner.fetch('/api/jobs')).status).toBe(200);
  });
});
