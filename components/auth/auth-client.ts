import { ApiError, request, toError } from '@/components/api-client';
import type { Messages } from '@/lib/i18n';

/** The invitation with which somebody signs up: its token, and the only address that may use it, if any. */
export type Invited = { token: string; email: string | null };

type Answer = { ok: boolean; url: string | undefined };

/** Posts a form to next-auth, which requires its CSRF token and responds with the URL to open. */
async function postAuth(path: string, fields: Record<string, string>): Promise<Answer> {
  const csrf = await request('/api/auth/csrf');
  if (!csrf.ok) throw await toError(csrf);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await request(`/api/auth/${path}`, {
    method: 'POST',
    // next-auth responds in JSON to a form that requests it.
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  });
  const { url } = await response.json().catch(() => ({ url: undefined }));
  return { ok: response.ok, url };
}

function errorIn(url: string | undefined): string | null {
  return url ? new URL(url, location.origin).searchParams.get('error') : null;
}

/** Posts what a form of ours checks. Returns the code of the error, null if there is none. */
async function postOwn(provider: string, fields: Record<string, string>): Promise<string | null> {
  const { ok, url } = await postAuth(`callback/${provider}`, fields);
  return ok ? errorIn(url) : (errorIn(url) ?? 'Default');
}

/**
 * Signs in with email and password.
 * @returns null on success, otherwise the code of the error
 */
export function signInWithPassword(email: string, password: string): Promise<string | null> {
  return postOwn('credentials', { email, password, callbackUrl: '/jobs' });
}

/**
 * Signs in with the proof of a passkey, as JSON.
 * @returns null on success, otherwise the code of the error
 */
export function signInWithPasskey(passkey: string, callbackUrl: string): Promise<string | null> {
  return postOwn('passkey', { passkey, callbackUrl });
}

/**
 * Completes a sign-in with a code, or with the proof of a passkey as JSON.
 * @returns null on success, otherwise the code of the error
 */
export function showSecondFactor(
  shown: { code: string } | { passkey: string },
): Promise<string | null> {
  return postOwn('second-factor', shown);
}

/**
 * Starts signing in with a provider, or by an emailed link (`email`, with that field). On success the browser
 * leaves the page.
 * @returns the code of the error, null if there is none
 */
export async function signInWith(
  provider: string,
  callbackUrl: string,
  fields: Record<string, string> = {},
): Promise<string | null> {
  const { url } = await postAuth(`signin/${provider}`, { ...fields, callbackUrl });
  const error = url ? errorIn(url) : 'Default';
  if (url && error === null) location.assign(url);
  return error;
}

/**
 * Signs out and opens the landing page.
 * @throws ApiError when the session could not be ended: the user is still signed in
 */
export async function signOut(): Promise<void> {
  const { ok } = await postAuth('signout', { callbackUrl: '/' });
  if (!ok) {
    throw new ApiError('sign_out_failed', 'sign_out_failed', 0, null);
  }
  location.assign('/');
}

type ErrorKey = keyof Messages['auth']['errors'];

/** next-auth's error codes and ours that have a message of their own. */
const KNOWN: readonly string[] = [
  'CredentialsSignin',
  'TooManyAttempts',
  'OAuthAccountNotLinked',
  'AccessDenied',
  'AccountDisabled',
  'Verification',
  'Configuration',
  'Csrf',
  'Unavailable',
  'EmailSignin',
  'PasskeyRejected',
  'WrongCode',
  'SignInExpired',
  'AuthenticatorUnreadable',
] satisfies ErrorKey[];

/** The key in `auth.errors` for a code from next-auth's `?error=` or from our forms. */
export function authErrorKey(code: string): ErrorKey {
  return KNOWN.includes(code) ? (code as ErrorKey) : 'other';
}
