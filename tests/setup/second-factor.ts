import { Secret, TOTP } from 'otpauth';
import { type Client, PASSWORD } from './client';

/**
 * The code that an authenticator app shows; `steps` of 30 seconds from now. A code is accepted once, so after one of
 * now the next is that of a step later, which is accepted too.
 */
export function codeOf(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

type Fetch = Client['fetch'];

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Posts JSON as a page does. */
export function post(fetch: Fetch, path: string, body?: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(path, {
    method: 'POST',
    ...(body !== undefined && { headers, body: JSON.stringify(body) }),
  });
}

/** Turns an authenticator app on for a signed-in user: its secret and the recovery codes. */
export async function enableApp(fetch: Fetch): Promise<{ secret: string; codes: string[] }> {
  const { secret } = await answer<{ secret: string }>(
    await post(fetch, '/api/account/authenticator'),
  );
  const body = { code: codeOf(secret) };
  const { recoveryCodes } = await answer<{ recoveryCodes: string[] }>(
    await post(fetch, '/api/account/authenticator/confirm', body),
  );
  return { secret, codes: recoveryCodes };
}

/** Posts one of our sign-in forms: where next-auth's response leads, and its status. */
export async function postForm(
  fetch: Fetch,
  provider: string,
  fields: Record<string, string>,
): Promise<{ status: number; url: string }> {
  const { csrfToken } = await answer<{ csrfToken: string }>(await fetch('/api/auth/csrf'));
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' });
  const response = await fetch(`/api/auth/callback/${provider}`, { method: 'POST', body });
  const { url } = (await response.json()) as { url: string };
  return { status: response.status, url };
}

/** The first step of a sign-in: email and password. */
export const byPassword = (fetch: Fetch, email: string) =>
  postForm(fetch, 'credentials', { email, password: PASSWORD });
