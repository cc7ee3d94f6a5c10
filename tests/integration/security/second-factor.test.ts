import { globSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { createAuthenticator } from '../../setup/authenticator';
import { browserFetch, signedIn } from '../../setup/client';
import { routePaths } from '../../setup/routes';
import { byPassword, codeOf, enableApp, post, postForm } from '../../setup/second-factor';
import { test } from '../../setup/test';

const it = test
  /** A new user with an authenticator app. */
  .extend('careful', async ({ app }) => {
    const user = await signedIn(app.url);
    return { ...user, ...(await enableApp(user.fetch)) };
  })
  /** A browser that has given the password of `careful`, and nothing more. */
  .extend('half', async ({ app, careful }) => {
    const fetch = browserFetch(app.url);
    const { status, url } = await byPassword(fetch, careful.email);
    expect([status, url]).toEqual([200, '/sign-in/second-factor']);
    return { ...careful, fetch };
  });

const signedInAs = async (fetch: (path: string) => Promise<Response>) =>
  ((await (await fetch('/api/auth/session')).json()) as { user?: { email: string } }).user?.email;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe('half a session', () => {
  it('opens no more routes than no session at all', async ({ half, app }) => {
    const anonymous = browserFetch(app.url);
    const statuses = async (ask: typeof anonymous, method: string, path: string) => {
      const response = await ask(path.replace(/\{\w+\}/g, 'x'), { method });
      await response.body?.cancel();
      return response.status;
    };
    const paths = routePaths().filter((path) => path !== '/api/sign-in/second-factor');
    let refused = 0;
    for (const path of paths) {
      for (const method of METHODS) {
        const status = await statuses(half.fetch, method, path);
        const call = `${method} ${path}`;
        expect([call, status]).toEqual([call, await statuses(anonymous, method, path)]);
        if (status === 401) refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(40);
  });

  it('is sent to the second factor by every page that needs a session', async ({ half }) => {
    const pages = globSync('app/{jobs,settings,operator}/**/page.tsx')
      .map((file) => file.slice('app'.length, -'/page.tsx'.length))
      .map((path) => path.replace(/\[\w+\]/g, 'x'))
      // It only redirects.
      .filter((path) => path !== '/settings');
    expect(pages.length).toBeGreaterThan(4);
    for (const path of pages) {
      const response = await half.fetch(path);
      const to = response.headers.get('location') ?? '';
      expect([path, response.status]).toEqual([path, 307]);
      expect(to).toContain('/sign-in?callbackUrl=');
      const next = (await half.fetch(to)).headers.get('location') ?? '';
      expect(next).toBe(`/sign-in/second-factor?callbackUrl=${encodeURIComponent(path)}`);
      expect((await half.fetch(next)).status).toBe(200);
    }
    expect(await signedInAs(half.fetch)).toBeUndefined();
  });

  it('can be ended', async ({ half }) => {
    const { csrfToken } = (await (await half.fetch('/api/auth/csrf')).json()) as {
      csrfToken: string;
    };
    const body = new URLSearchParams({ csrfToken, json: 'true', callbackUrl: '/' });
    const before = half.fetch('/sign-in/second-factor');
    expect((await before).status).toBe(200);
    expect((await half.fetch('/api/auth/signout', { method: 'POST', body })).status).toBe(200);
    expect((await half.fetch('/sign-in/second-factor')).headers.get('location')).toContain(
      '/sign-in',
    );
  });

  it('is needed for a second step', async ({ app, careful }) => {
    const stranger = browserFetch(app.url);
    for (const fields of [{ code: codeOf(careful.secret, 1) }, { code: careful.codes[0] ?? '' }]) {
      expect(await postForm(stranger, 'second-factor', fields)).toEqual({
        status: 401,
        url: '/sign-in?error=SignInExpired',
      });
    }
    expect((await post(stranger, '/api/sign-in/second-factor')).status).toBe(401);
  });
});

describe('the second step of a sign-in', () => {
  it('takes a code of the app, once, and gives the session a new id', async ({ app, half }) => {
    const other = browserFetch(app.url);
    await byPassword(other, half.email);
    const code = codeOf(half.secret, 1);
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect(
      await postForm(half.fetch, 'second-factor', { code: typed, callbackUrl: '/jobs' }),
    ).toEqual({
      status: 200,
      url: '/jobs',
    });
    expect(await signedInAs(half.fetch)).toBe(half.email);
    expect(await postForm(other, 'second-factor', { code })).toEqual({
      status: 401,
      url: '/sign-in?error=WrongCode',
    });
    expect(await signedInAs(other)).toBeUndefined();
  });

  it('leaves nothing in a browser that knows the cookie of the first step', async ({
    app,
    careful,
  }) => {
    const attacker = await cookieOf(app.url, careful.email);
    const shared = browserFetch(app.url);
    const withPlanted = (path: string, init: RequestInit = {}) =>
      shared(path, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init.headers)), cookie: attacker },
      });
    const { csrfToken } = (await (await withPlanted('/api/auth/csrf')).json()) as {
      csrfToken: string;
    };
    const body = new URLSearchParams({ csrfToken, code: careful.codes[0] ?? '', json: 'true' });
    const done = await withPlanted('/api/auth/callback/second-factor', { method: 'POST', body });
    expect(done.status).toBe(200);
    // The victim is signed in by the new cookie, the attacker by none.
    expect(await signedInAs(shared)).toBe(careful.email);
    expect(await signedInAs((path) => withPlanted(path))).toBeUndefined();
  });

  it('takes a recovery code once', async ({ app, half }) => {
    const [code = ''] = half.codes;
    const again = browserFetch(app.url);
    await byPassword(again, half.email);
    const spelled = code.toLowerCase().replaceAll('-', ' ');
    expect((await postForm(half.fetch, 'second-factor', { code: spelled })).status).toBe(200);
    expect((await postForm(again, 'second-factor', { code })).status).toBe(401);
  });

  it('is limited: for a session, and for all sessions of strangers together', async ({
    app,
    careful,
  }) => {
    const guess = async (fetch: ReturnType<typeof browserFetch>) =>
      (await postForm(fetch, 'second-factor', { code: codeOf(careful.secret, 100) })).status;
    let checked = 0;
    for (let session = 0; session < 4; session++) {
      const fetch = browserFetch(app.url);
      await byPassword(fetch, careful.email);
      const tries = [];
      for (let i = 0; i < 6; i++) tries.push(await guess(fetch));
      expect(tries.at(-1)).toBe(429);
      checked += tries.filter((status) => status === 401).length;
    }
    expect(checked).toBe(10);
    // The owner's own browser has guesses of its own.
    await byPassword(careful.fetch, careful.email);
    const code = codeOf(careful.secret, 1);
    expect((await postForm(careful.fetch, 'second-factor', { code })).status).toBe(200);
  });
});

describe('a passkey', () => {
  it('signs in, is a second factor, and confirms who one is', async ({ app }) => {
    const user = await signedIn(app.url);
    const device = createAuthenticator(app.url.replace('127.0.0.1', 'localhost'));
    const url = app.url.replace('127.0.0.1', 'localhost');
    const local = await signedIn(url, { email: user.email, known: true });
    const options = (await (await post(local.fetch, '/api/account/passkeys/options')).json()) as {
      challenge: string;
      user: { id: string };
    };
    const credential = device.create(options);
    const added = await post(local.fetch, '/api/account/passkeys', { name: 'Laptop', credential });
    expect(added.status).toBe(201);
    const { recoveryCodes } = (await added.json()) as { recoveryCodes: string[] };
    expect(recoveryCodes).toHaveLength(10);

    const fresh = browserFetch(url);
    const asked = (await (await post(fresh, '/api/sign-in/passkey')).json()) as {
      challenge: string;
      rpId: string;
      allowCredentials?: unknown;
    };
    expect(asked).toMatchObject({ rpId: 'localhost' });
    expect(asked.allowCredentials).toBeUndefined();
    const proof = JSON.stringify(device.prove(asked));
    expect(
      await postForm(fresh, 'passkey', { passkey: proof, callbackUrl: '/settings/tokens' }),
    ).toEqual({
      status: 200,
      url: '/settings/tokens',
    });
    expect(await signedInAs(fresh)).toBe(user.email);
    for (const passkey of [proof, '', 'x', '{}', '[]', '"x"']) {
      expect(await postForm(browserFetch(url), 'passkey', { passkey })).toEqual({
        status: 401,
        url: '/sign-in?error=PasskeyRejected',
      });
    }

    const second = browserFetch(url);
    expect((await byPassword(second, user.email)).url).toBe('/sign-in/second-factor');
    const due = (await (await post(second, '/api/sign-in/second-factor')).json()) as {
      challenge: string;
    };
    expect(due).toMatchObject({ allowCredentials: [{ id: device.id }] });
    const shown = { passkey: JSON.stringify(device.prove(due)) };
    expect((await postForm(second, 'second-factor', shown)).status).toBe(200);
    expect(await signedInAs(second)).toBe(user.email);

    const ways = await (await second('/api/account/confirm')).json();
    expect(ways).toEqual({ password: true, code: false, passkey: true });
    const challenge = (await (await post(second, '/api/account/confirm/passkey')).json()) as {
      challenge: string;
    };
    const passkey = device.prove(challenge);
    expect((await post(second, '/api/account/confirm', { passkey })).status).toBe(204);
    expect((await post(second, '/api/account/confirm', { passkey })).status).toBe(403);
  });

  it('is allowed by the headers of every page', async ({ app }) => {
    const policy = (await fetch(`${app.url}/sign-in`)).headers.get('permissions-policy');
    expect(policy).toContain('publickey-credentials-get=(self)');
    expect(policy).toContain('publickey-credentials-create=(self)');
  });
});

/** The Cookie header of a browser after the first step. */
async function cookieOf(appUrl: string, email: string): Promise<string> {
  const cookies = new Map<string, string>();
  const ask = browserFetch(appUrl);
  const noting = async (path: string, init?: RequestInit) => {
    const response = await ask(path, init);
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  await byPassword(noting, email);
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
