import { randomUUID } from 'node:crypto';

export const PASSWORD = 'correct horse battery staple';

export type Client = {
  email: string;
  /** The Cookie header that a browser would send now. */
  cookie: string;
  /** Sends a request as a browser does: with the cookie and, for changes, an Origin. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
};

/** The cookies of a browser, as far as signing in needs them. */
class Jar {
  readonly #cookies = new Map<string, string>();

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  toString(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

async function mustBeOk(response: Response, what: string): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`${what} failed with ${response.status}: ${await response.text()}`);
}

/**
 * A browser's `fetch` for one app. Redirects are not followed.
 * @param appUrls the address of the app; of several instances, each request goes to the next one
 */
export function browserFetch(appUrls: string | string[], jar = new Jar()) {
  const instances = [appUrls].flat();
  let asked = 0;
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    const appUrl = instances[asked++ % instances.length] ?? '';
    const headers = new Headers(init.headers);
    const cookie = jar.toString();
    if (cookie && !headers.has('cookie')) headers.set('cookie', cookie);
    const change = !['GET', 'HEAD'].includes((init.method ?? 'GET').toUpperCase());
    if (change && !headers.has('origin')) headers.set('origin', appUrl);
    const response = await fetch(new URL(path, appUrl), { redirect: 'manual', ...init, headers });
    jar.take(response);
    return response;
  };
}

/**
 * Signs a user up and in over HTTP, as the sign-in page does; with `known`, only in.
 * @throws Error with the app's response when it fails
 */
export async function signedIn(
  appUrls: string | string[],
  who: { email?: string; known?: boolean } = {},
): Promise<Client> {
  const email = who.email ?? `${randomUUID()}@example.com`;
  const jar = new Jar();
  const ask = browserFetch(appUrls, jar);

  if (!who.known) {
    const body = JSON.stringify({ email, password: PASSWORD, name: 'Test Person' });
    const headers = { 'content-type': 'application/json' };
    await mustBeOk(await ask('/api/sign-up', { method: 'POST', headers, body }), 'Sign-up');
  }

  const csrf = await mustBeOk(await ask('/api/auth/csrf'), 'The CSRF token');
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const form = new URLSearchParams({ csrfToken, email, password: PASSWORD, json: 'true' });
  const answer = await ask('/api/auth/callback/credentials', { method: 'POST', body: form });
  await mustBeOk(answer, 'Sign-in');
  if (!/session-token=/.test(jar.toString())) throw new Error('Sign-in set no session cookie.');

  return {
    email,
    get cookie() {
      return jar.toString();
    },
    fetch: ask,
  };
}

/** The cookies of a signed-in user as Playwright takes them. */
export function browserCookies({ cookie }: Client, url: string) {
  return cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}
