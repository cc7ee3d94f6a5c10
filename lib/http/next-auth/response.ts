import 'server-only';
import { HOME, isOwnProvider } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { secondFactorPath } from '@/lib/paths';
import { requestFacts } from '@/lib/request';
import { logSecurity } from '@/lib/security-log';
import type { AuthRequest } from './request';

/** The status of each error code in a JSON response. A browser that follows redirects gets 303 anyway. */
const STATUS = new Map([
  ['CredentialsSignin', 401],
  ['Csrf', 403],
  ['AccessDenied', 403],
  ['AccountDisabled', 403],
  ['PasskeyRejected', 401],
  ['WrongCode', 401],
  ['SignInExpired', 401],
  ['AuthenticatorUnreadable', 409],
  ['TooManyAttempts', 429],
  ['Unavailable', 503],
  // next-auth's code for a mail that could not be sent.
  ['EmailSignin', 503],
]);

/** The line about a sign-in that failed. Whoever checks a form of ours has logged why, with the account. */
async function logFailure(
  ctx: Context,
  { action, provider }: AuthRequest,
  reason: string,
): Promise<void> {
  if (action === 'signout' || (isOwnProvider(provider) && reason !== 'Csrf')) return;
  const method = provider === 'credentials' ? 'password' : (provider ?? 'unknown');
  await logSecurity(ctx, 'sign_in_failed', { method, reason });
}

/** Our sign-in page, with the error code and the path to return to. */
function signInPage(error: string, { callbackUrl }: AuthRequest): string {
  const query = new URLSearchParams({ error });
  if (callbackUrl !== HOME) query.set('callbackUrl', callbackUrl);
  return `/sign-in?${query}`;
}

/** The error code in a redirect of next-auth, if any. Its codes are single words. */
function errorOf(url: URL): string | null {
  if (url.searchParams.get('csrf') === 'true') return 'Csrf';
  const error = url.searchParams.get('error');
  return error === null || /^[A-Za-z]{1,40}$/.test(error) ? error : 'Default';
}

/**
 * The target of a redirect of next-auth: always a path of this site, so that no host from the request is
 * repeated. Only the redirect to a provider leaves the site.
 */
function target(location: string, request: AuthRequest): { to: string; error: string | null } {
  const url = new URL(location, request.origin);
  if (url.origin !== request.origin) {
    if (request.action === 'signin') return { to: url.href, error: null };
    return { to: signInPage('Default', request), error: 'Default' };
  }
  if (url.pathname === '/api/auth/verify-request') {
    return { to: '/sign-in/check-mail', error: null };
  }
  // next-auth's own pages are disabled: our sign-in page shows the error.
  if (url.pathname.startsWith('/api/auth/') || url.pathname === '/sign-in') {
    const error = errorOf(url) ?? 'Default';
    return { to: signInPage(error, request), error };
  }
  return { to: url.pathname + url.search + url.hash, error: null };
}

/** A redirect for a browser, or its JSON for a script. */
export function redirectTo(to: string, { json }: AuthRequest, from = new Headers()): Response {
  const headers = new Headers(from);
  headers.set('Cache-Control', 'private, no-store');
  if (json) {
    headers.delete('location');
    return Response.json({ url: to }, { headers });
  }
  headers.set('location', to);
  return new Response(null, { status: 303, headers });
}

/**
 * Turns next-auth's response into ours. A redirect stays a redirect (303), or becomes `{"url": "<path>"}` if
 * the form had `json=true`:
 *
 * | case | status | url |
 * | --- | --- | --- |
 * | signed in or out | 200 | where to go, `/jobs` by default |
 * | the second factor is still to be shown | 200 | `/sign-in/second-factor` |
 * | a link was emailed | 200 | `/sign-in/check-mail` |
 * | redirect to a provider | 200 | its URL |
 * | wrong email address or password | 401 | `/sign-in?error=CredentialsSignin` |
 * | a passkey, or a code of the second factor, is not accepted | 401 | `/sign-in?error=PasskeyRejected`, `WrongCode` |
 * | the ten minutes for the second factor are over | 401 | `/sign-in?error=SignInExpired` |
 * | too many attempts | 429 | `/sign-in?error=TooManyAttempts` |
 * | csrfToken missing or expired | 403 | `/sign-in?error=Csrf` |
 * | sign-in denied | 403 | `/sign-in?error=AccessDenied` |
 * | the account is disabled | 403 | `/sign-in?error=AccountDisabled` |
 * | database unavailable | 503 | `/sign-in?error=Unavailable` |
 * | the mail server did not accept the mail | 503 | `/sign-in?error=EmailSignin` |
 * | anything else | 400 | `/sign-in?error=<code>` |
 *
 * `/sign-in` also gets `callbackUrl`, if one was requested.
 *
 * @throws AppError `invalid_request` or `internal` if next-auth returns an error without a redirect
 */
export async function toAuthResponse(
  ctx: Context,
  response: Response,
  request: AuthRequest,
): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', 'private, no-store');
  const location = headers.get('location');
  if (location === null) {
    if (response.ok) return new Response(response.body, { status: response.status, headers });
    const code = response.status < 500 ? 'invalid_request' : 'internal';
    throw new AppError(code, 'This sign-in step failed. Open the sign-in page and start again.');
  }
  const { to: next, error } = target(location, request);
  const isHalf = error === null && requestFacts()?.secondFactorDue === true;
  const to = isHalf ? secondFactorPath(next === HOME ? undefined : next) : next;
  if (error !== null) await logFailure(ctx, request, error);
  if (!request.json) {
    headers.set('location', to);
    return new Response(null, { status: 303, headers });
  }
  headers.delete('location');
  headers.delete('content-type');
  const status = error === null ? 200 : (STATUS.get(error) ?? 400);
  return Response.json({ url: to }, { status, headers });
}
