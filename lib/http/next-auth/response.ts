import 'server-only';
import { HOME } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import type { AuthRequest } from './request';

/** For answers that a script reads; a browser that follows one gets a redirect all the same. */
const STATUS = new Map([
  ['CredentialsSignin', 401],
  ['Csrf', 403],
  ['AccessDenied', 403],
  ['TooManyAttempts', 429],
  ['Unavailable', 503],
]);

/** Our sign-in page with a word for what went wrong, and where one wanted to go. */
function signInPage(error: string, { callbackUrl }: AuthRequest): string {
  const query = new URLSearchParams({ error });
  if (callbackUrl !== HOME) query.set('callbackUrl', callbackUrl);
  return `/sign-in?${query}`;
}

/** What went wrong, if a redirect of next-auth says so: its codes are single words. */
function errorOf(url: URL): string | null {
  if (url.searchParams.get('csrf') === 'true') return 'Csrf';
  const error = url.searchParams.get('error');
  return error === null || /^[A-Za-z]{1,40}$/.test(error) ? error : 'Default';
}

/**
 * Where a redirect of next-auth leads: always a path of ours, so that no host that the asker named is
 * repeated. Only the step out to a provider leaves the site.
 */
function target(location: string, ask: AuthRequest): { to: string; error: string | null } {
  const url = new URL(location, ask.origin);
  if (url.origin !== ask.origin) {
    if (ask.action === 'signin') return { to: url.href, error: null };
    return { to: signInPage('Default', ask), error: 'Default' };
  }
  if (url.pathname === '/api/auth/verify-request') {
    return { to: '/sign-in/check-mail', error: null };
  }
  // next-auth's own pages are closed: whatever it has to say, our page says it.
  if (url.pathname.startsWith('/api/auth/') || url.pathname === '/sign-in') {
    const error = errorOf(url) ?? 'Default';
    return { to: signInPage(error, ask), error };
  }
  return { to: url.pathname + url.search + url.hash, error: null };
}

/**
 * Turns next-auth's answer into ours. A redirect stays one (303), or, when the form said `json=true`,
 * becomes `{"url": "<path>"}`:
 *
 * | case | status | url |
 * | --- | --- | --- |
 * | signed in, or out | 200 | where to go, `/jobs` by default |
 * | the mail with a link is on its way | 200 | `/sign-in/check-mail` |
 * | a provider comes next | 200 | its address |
 * | wrong address or password | 401 | `/sign-in?error=CredentialsSignin` |
 * | too many attempts | 429 | `/sign-in?error=TooManyAttempts` |
 * | the form's csrfToken is missing or old | 403 | `/sign-in?error=Csrf` |
 * | refused | 403 | `/sign-in?error=AccessDenied` |
 * | the database cannot be used | 503 | `/sign-in?error=Unavailable` |
 * | anything else | 400 | `/sign-in?error=<word>` |
 *
 * An address of `/sign-in` carries `callbackUrl` too where one was asked for.
 *
 * @throws AppError `invalid_request` or `internal` when next-auth has neither a redirect nor an answer
 */
export function toAuthResponse(response: Response, ask: AuthRequest): Response {
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', 'private, no-store');
  const location = headers.get('location');
  if (location === null) {
    if (response.ok) return new Response(response.body, { status: response.status, headers });
    const code = response.status < 500 ? 'invalid_request' : 'internal';
    throw new AppError(
      code,
      'This sign-in step cannot be done. Open the sign-in page and begin again.',
    );
  }
  const { to, error } = target(location, ask);
  if (!ask.json) {
    headers.set('location', to);
    return new Response(null, { status: 303, headers });
  }
  headers.delete('location');
  headers.delete('content-type');
  const status = error === null ? 200 : (STATUS.get(error) ?? 400);
  return Response.json({ url: to }, { status, headers });
}
