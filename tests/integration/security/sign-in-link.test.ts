import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { users } from '@/lib/db';
import { browserFetch, type Client, signedIn } from '../../setup/client';
import { testMail } from '../../setup/mail-test';
import { lastMailTo, mailedLink, pressButton, scan, shown } from '../../setup/mailed-link';

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const it = testMail
  .extend('email', () => `${randomUUID()}@example.com`)
  .extend(
    'link',
    ({ app, mail }) =>
      (email: string) =>
        mailedLink(app.url, mail, email),
  )
  /** Somebody who signed up with an address, with a token and a webhook. */
  .extend('squatter', ({ app }) => async (email: string) => {
    const user = await signedIn(app.url, { email });
    const made = await user.fetch(
      '/api/tokens',
      json({ name: 'forever', scopes: ['jobs:read'], expiresInDays: null }),
    );
    const { token } = (await made.json()) as { token: string };
    const hook = await user.fetch('/api/webhooks', json({ url: 'https://evil.example/hook' }));
    expect(hook.status).toBe(201);
    const byToken = async () =>
      (await fetch(`${app.url}/api/jobs`, { headers: { authorization: `Bearer ${token}` } }))
        .status;
    return { user, byToken };
  });
it.override('env', { SIGN_UP: 'open' });

const isSignedIn = async (fetch: Client['fetch']) => (await fetch('/api/jobs')).status === 200;

async function canUsePassword(url: string, email: string): Promise<boolean> {
  return signedIn(url, { email, known: true }).then(
    () => true,
    () => false,
  );
}

describe('a mailed link', () => {
  it('waits for the person, whatever a scanner opens before', async ({ app, email, link }) => {
    const path = await link(email);
    expect(path).toMatch(/^\/sign-in\/link\?/);
    await scan(app.url, path);
    const ask = browserFetch(app.url);
    const page = await ask(path);
    expect([page.status, page.headers.get('cache-control')]).toEqual([
      200,
      expect.stringContaining('no-store'),
    ]);
    expect(await page.text()).toContain(email);
    expect(await isSignedIn(ask)).toBe(false);
    const pressed = await pressButton(ask, path);
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/jobs']);
    expect(await isSignedIn(ask)).toBe(true);
  });

  it('works once, and then says so on a friendly page', async ({ app, email, link }) => {
    const path = await link(email);
    const first = browserFetch(app.url);
    const second = browserFetch(app.url);
    const page = await (await second(path)).text();
    expect((await pressButton(first, path)).headers.get('location')).toBe('/jobs');
    const token = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
    expect(page).toContain(token);
    const late = await second('/api/auth/callback/email', {
      method: 'POST',
      body: new URLSearchParams({ email, token }),
    });
    expect(late.headers.get('location')).toBe('/sign-in?error=Verification');
    expect(await isSignedIn(second)).toBe(false);
    const again = await second(path);
    const html = await again.text();
    expect([again.status, html.includes('This link no longer works')]).toEqual([200, true]);
    expect(html).toContain('Request a new link');
    expect(html).not.toContain('<form method="post" action');
    expect(await (await first(path)).text()).toContain('Go to your jobs');
  });

  it.for([
    '',
    '?token=x',
    '?email=ada@example.com&token=x',
    `?email=ada@example.com&token=${'x'.repeat(5_000)}`,
    '?token=a&token=b&email=c&email=d',
    '?email=%00&token=%00',
  ])('with a query like %s is invalid, not an error', async (query, { app }) => {
    const response = await fetch(`${app.url}/sign-in/link${query}`);
    expect([response.status, (await response.text()).includes('no longer works')]).toEqual([
      200,
      true,
    ]);
  });

  it('leads nowhere but to this site', async ({ app, email, link }) => {
    const path = `${await link(email)}`.replace(/callbackUrl=[^&]*/, 'callbackUrl=//evil.example');
    const pressed = await pressButton(browserFetch(app.url), path);
    expect(pressed.headers.get('location')).toBe('/jobs');
  });

  it('is not used by a foreign page', async ({ app, email, link }) => {
    const path = await link(email);
    const token = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
    for (const origin of ['https://evil.example', 'null', '']) {
      const ask = browserFetch(app.url);
      const body = new URLSearchParams({ email, token });
      const headers = { origin };
      const response = await ask('/api/auth/callback/email', { method: 'POST', headers, body });
      expect([origin, response.status]).toEqual([origin, 403]);
      expect(await isSignedIn(ask)).toBe(false);
    }
    expect((await pressButton(browserFetch(app.url), path)).status).toBe(303);
  });

  it('of version 0.1 leads to the page and changes nothing', async ({ app, email, link }) => {
    const path = await link(email);
    const old = path.replace('/sign-in/link', '/api/auth/callback/email');
    await scan(app.url, old);
    const ask = browserFetch(app.url);
    for (const method of ['HEAD', 'GET']) {
      const response = await ask(old, { method });
      expect(response.status).toBe(303);
      const to = new URL(response.headers.get('location') ?? '', app.url);
      expect(to.pathname).toBe('/sign-in/link');
      const sent = new URLSearchParams(path.split('?')[1]);
      for (const name of ['email', 'token']) {
        expect(to.searchParams.get(name)).toBe(sent.get(name));
      }
    }
    expect((await pressButton(ask, path)).headers.get('location')).toBe('/jobs');
    expect(await isSignedIn(ask)).toBe(true);
  });
});

describe('a link to an address that somebody else signed up with', () => {
  it('removes nothing while nobody presses the button', async ({ app, email, link, squatter }) => {
    const { user, byToken } = await squatter(email);
    await scan(app.url, await link(email));
    expect(await isSignedIn(user.fetch)).toBe(true);
    expect(await canUsePassword(app.url, email)).toBe(true);
    expect(await byToken()).toBe(200);
  });

  it('says what will happen, and then leaves the account to its owner alone', async ({
    app,
    mail,
    email,
    link,
    squatter,
  }) => {
    const { user, byToken } = await squatter(email);
    const path = await link(email);
    expect(lastMailTo(mail, email)).toContain('Bottega removes all of that');
    const owner = browserFetch(app.url);
    const page = await shown(await owner(path));
    for (const what of ['the password', 'personal tokens', 'webhooks']) {
      expect(page).toContain(what);
    }
    expect(page).not.toContain('linked sign-in accounts');
    const pressed = await pressButton(owner, path);
    expect(pressed.headers.get('location')).toBe('/settings/security?notice=ways_removed');
    expect(await isSignedIn(owner)).toBe(true);
    expect(await isSignedIn(user.fetch)).toBe(false);
    expect(await canUsePassword(app.url, email)).toBe(false);
    expect(await byToken()).toBe(401);
    const { webhooks } = (await (await owner('/api/webhooks')).json()) as { webhooks: unknown[] };
    expect(webhooks).toEqual([]);
    const told = await (await owner('/settings/security?notice=ways_removed')).text();
    expect(told).toContain('was removed');
  });

  it('keeps everything if it is opened where that person is signed in', async ({
    app,
    database,
    email,
    link,
    squatter,
  }) => {
    const { user, byToken } = await squatter(email);
    const path = await link(email);
    const page = await shown(await user.fetch(path));
    expect(page).toContain('Confirm your address');
    expect(page).not.toContain('personal tokens');
    const before = user.cookie;
    expect((await pressButton(user.fetch, path)).headers.get('location')).toBe('/jobs');
    expect(user.cookie).toBe(before);
    expect(await isSignedIn(user.fetch)).toBe(true);
    expect(await byToken()).toBe(200);
    expect(await canUsePassword(app.url, email)).toBe(true);
    const [row] = await database.db.select().from(users).where(eq(users.email, email));
    expect(row?.emailVerified).toBeInstanceOf(Date);
    expect(await shown(await user.fetch(path))).toContain('no longer works');
  });

  it('warns of nothing, and removes nothing, once the address is proved', async ({
    app,
    mail,
    email,
    link,
    squatter,
  }) => {
    const { user, byToken } = await squatter(email);
    await pressButton(user.fetch, await link(email));
    const path = await link(email);
    expect(lastMailTo(mail, email)).not.toContain('removes');
    const ask = browserFetch(app.url);
    expect(await shown(await ask(path))).not.toContain('personal tokens');
    expect((await pressButton(ask, path)).headers.get('location')).toBe('/jobs');
    expect(await byToken()).toBe(200);
    expect(await canUsePassword(app.url, email)).toBe(true);
  });

  it('ends the session of another user in the same browser, and says so before', async ({
    app,
    email,
    link,
  }) => {
    const other = await signedIn(app.url);
    const path = await link(email);
    expect(await shown(await other.fetch(path))).toContain(`signed in as ${other.email}`);
    const old = other.cookie;
    await pressButton(other.fetch, path);
    const session = (await (await other.fetch('/api/auth/session')).json()) as {
      user: { email: string };
    };
    expect(session.user.email).toBe(email);
    const replay = await fetch(`${app.url}/api/jobs`, { headers: { cookie: old } });
    expect(replay.status).toBe(401);
  });
});

it('tells nobody without the link whether an address has an account or a password', async ({
  app,
  email,
}) => {
  await signedIn(app.url, { email });
  const page = async (address: string) => {
    const path = `/sign-in/link?email=${encodeURIComponent(address)}&token=${'a'.repeat(64)}`;
    return (await (await fetch(`${app.url}${path}`)).text()).match(/<main.*<\/main>/s)?.[0];
  };
  expect(await page(email)).toBe(await page(`${randomUUID()}@example.com`));
});
