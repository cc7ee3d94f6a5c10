import { describe, expect } from 'vitest';
import { browserFetch, PASSWORD, signedIn } from '../../setup/client';
import { tryPassword } from '../../setup/sign-in-form';
import { test } from '../../setup/test';

const CSRF = { json: 'true' };

/** Signs a browser out with the form of the account menu. */
async function signOut(ask: ReturnType<typeof browserFetch>): Promise<Response> {
  const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
  return ask('/api/auth/signout', {
    method: 'POST',
    body: new URLSearchParams({ ...CSRF, csrfToken }),
  });
}

describe('60 wrong guesses by strangers', () => {
  test('keep out strangers with the right password, not a browser that has signed in before', async ({
    app,
  }) => {
    const owner = await signedIn(app.url);
    expect((await signOut(owner.fetch)).headers.get('clear-site-data')).toBe('"cache", "storage"');
    const guesses = Array.from({ length: 60 }, () =>
      tryPassword(app.url, owner.email, 'a wrong guess'),
    );
    expect(new Set(await Promise.all(guesses))).toEqual(new Set([401, 429]));
    expect(await tryPassword(app.url, owner.email)).toBe(429);
    expect(await tryPassword(app.url, owner.email, PASSWORD, owner.fetch)).toBe(200);
    // The right one of somebody else does not help.
    const other = await signedIn(app.url);
    expect(await tryPassword(app.url, owner.email, PASSWORD, other.fetch)).toBe(429);
  });

  test('do not keep out a session from before there were device cookies', async ({ app }) => {
    const owner = await signedIn(app.url);
    const session = owner.cookie
      .split('; ')
      .filter((pair) => pair.includes('session-token'))
      .join('; ');
    expect(owner.cookie).toContain('bottega-device=');
    for (let n = 0; n < 11; n++) await tryPassword(app.url, owner.email, 'a wrong guess');
    expect(await tryPassword(app.url, owner.email)).toBe(429);
    // Beside the cookies that the form itself needs.
    const first = await browserFetch(app.url)('/api/auth/csrf');
    const { csrfToken } = (await first.json()) as { csrfToken: string };
    const cookies = first.headers.getSetCookie().map((line) => line.split(';')[0]);
    const response = await fetch(`${app.url}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: app.url, cookie: [...cookies, session].join('; ') },
      body: new URLSearchParams({ ...CSRF, csrfToken, email: owner.email, password: PASSWORD }),
    });
    expect(response.status).toBe(200);
  });
});

describe('a device cookie', () => {
  test('is bound to its account, cannot be forged and signs nobody in', async ({ app }) => {
    const owner = await signedIn(app.url);
    const eve = await signedIn(app.url);
    const deviceIn = (cookie: string) => /bottega-device=([^;]*)/.exec(cookie)?.[1] ?? '';
    expect(deviceIn(owner.cookie)).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
    for (let n = 0; n < 11; n++) await tryPassword(app.url, owner.email, 'a wrong guess');
    const given = deviceIn(owner.cookie);
    const forged = [
      deviceIn(eve.cookie),
      given.replace(/^../, 'xx'),
      `${'a'.repeat(22)}.${'b'.repeat(43)}`,
      '',
      '~'.repeat(50),
      'x'.repeat(3_000),
    ];
    const outcome = async (device: string) => {
      const ask = browserFetch(app.url);
      const csrf = await ask('/api/auth/csrf');
      const { csrfToken } = (await csrf.json()) as { csrfToken: string };
      const cookies = csrf.headers.getSetCookie().map((line) => line.split(';')[0]);
      const response = await fetch(`${app.url}/api/auth/callback/credentials`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: app.url, cookie: [...cookies, `bottega-device=${device}`].join('; ') },
        body: new URLSearchParams({ ...CSRF, csrfToken, email: owner.email, password: PASSWORD }),
      });
      return response.status;
    };
    for (const device of forged) expect([device, await outcome(device)]).toEqual([device, 429]);
    expect(await outcome(given)).toBe(200);
    const alone = { headers: { cookie: `bottega-device=${given}` } };
    expect((await fetch(`${app.url}/api/jobs`, alone)).status).toBe(401);
  });

  test('remembers several accounts in one browser', async ({ app }) => {
    const first = await signedIn(app.url);
    const second = await signedIn(app.url);
    expect(await tryPassword(app.url, second.email, PASSWORD, first.fetch)).toBe(200);
    for (const { email } of [first, second]) {
      for (let n = 0; n < 11; n++) await tryPassword(app.url, email, 'a wrong guess');
      expect(await tryPassword(app.url, email)).toBe(429);
      expect(await tryPassword(app.url, email, PASSWORD, first.fetch)).toBe(200);
    }
  });

  test('can be set over https by this host only, and read by no script', async ({ start }) => {
    const secure = await start({ env: { NEXTAUTH_URL: 'https://bottega.example' } });
    const { email, fetch: ask } = await signedIn(secure.url);
    const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await ask('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ ...CSRF, csrfToken, email, password: PASSWORD }),
    });
    const [cookie] = response.headers.getSetCookie().filter((line) => line.includes('device'));
    expect(cookie).toMatch(/^__Host-bottega-device=[\w-]{22}\.[\w-]{43};/);
    const attributes = cookie?.toLowerCase().split('; ').slice(1) ?? [];
    expect(attributes).toEqual(
      expect.arrayContaining(['path=/', 'secure', 'httponly', 'samesite=lax']),
    );
    expect(attributes.join()).not.toContain('domain');
  });
});
