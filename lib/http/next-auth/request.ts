import 'server-only';
import { cookies } from 'next/headers';
import { NextRequest } from 'next/server';
import { HOME, isOwnProvider, keepInvitation, requestOrigin, safePath } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { readForm } from '../read-request';

/** A validated request for next-auth. */
export type AuthRequest = {
  action: string;
  /** The provider that the action is about, if any. */
  provider: string | undefined;
  /** The request for next-auth, rebuilt from the validated parts. */
  request: NextRequest;
  /** Our own origin, as next-auth sees it. */
  origin: string;
  /** Where to go after signing in: a path of this site. */
  callbackUrl: string;
  /** Whether a script reads the response, instead of a browser following it. */
  json: boolean;
  /** The mailed link whose button was pressed, if any. */
  link?: { email: string; token: string };
};

/** Everything else that next-auth offers (its pages, its log, its list of providers) is disabled. */
function isOpen(method: string, segments: string[], providers: string[]): boolean {
  const [action, provider] = segments;
  const known = segments.length === 2 && provider !== undefined && providers.includes(provider);
  const isOwn = isOwnProvider(provider);
  if (segments.length === 1) {
    return method === 'GET' ? action === 'csrf' : method === 'POST' && action === 'signout';
  }
  const byMail = provider === 'email';
  if (method === 'GET') return known && !isOwn && !byMail && action === 'callback';
  if (method !== 'POST' || !known) return false;
  // The button of a mailed link posts to the callback, and a form for an address to `signin`.
  return action === 'callback' ? isOwn || byMail : !isOwn && action === 'signin';
}

/** Where to go after signing in, but never to the sign-in or sign-up page. */
function destination(raw: string | null): string {
  const path = safePath(raw, HOME);
  return /^\/sign-(in|up)\b/.test(path) ? HOME : path;
}

/** Reads the path from the cookie of an earlier step. Deletes a cookie that would make next-auth throw. */
async function rememberedPath(origin: string): Promise<string | null> {
  const prefix = origin.startsWith('https://') ? '__Secure-' : '';
  const name = `${prefix}next-auth.callback-url`;
  const jar = await cookies();
  const path = jar.get(name)?.value ?? null;
  if (path !== null && safePath(path, '') === '') jar.delete(name);
  return path;
}

/** A GET, with its query: the redirect of a provider. */
async function readGet(
  request: Request,
  url: URL,
  origin: string,
): Promise<Omit<AuthRequest, 'action' | 'provider'>> {
  const requested = url.searchParams.get('callbackUrl') ?? (await rememberedPath(origin));
  const callbackUrl = destination(requested);
  url.searchParams.set('callbackUrl', callbackUrl);
  const clean = new NextRequest(url, { headers: request.headers });
  return { request: clean, origin, callbackUrl, json: false };
}

/** A POST of one of our forms. Its query is dropped: next-auth would pass it on to the provider. */
async function readPost(
  request: Request,
  url: URL,
  origin: string,
): Promise<Omit<AuthRequest, 'action' | 'provider'>> {
  const form = await readForm(request);
  const json = form.get('json') === 'true';
  const callbackUrl = destination(form.get('callbackUrl'));
  form.set('callbackUrl', callbackUrl);
  // `toAuthResponse` makes the JSON from the redirect.
  form.delete('json');
  const invitation = form.get('invitation');
  if (invitation !== null) await keepInvitation(invitation, origin);
  form.delete('invitation');
  await rememberedPath(origin);
  url.search = '';
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  const clean = new NextRequest(url, { method: 'POST', headers, body: form });
  return { request: clean, origin, callbackUrl, json };
}

/**
 * The POST of the button that a mailed link leads to. next-auth reads such a link from the query of a GET; ours never
 * come that way, because mail scanners open every link.
 */
async function readLink(
  request: Request,
  url: URL,
  origin: string,
): Promise<Omit<AuthRequest, 'action' | 'provider'>> {
  const form = await readForm(request);
  const link = { email: form.get('email') ?? '', token: form.get('token') ?? '' };
  const callbackUrl = destination(form.get('callbackUrl'));
  await rememberedPath(origin);
  url.search = new URLSearchParams({ ...link, callbackUrl }).toString();
  const headers = new Headers(request.headers);
  headers.delete('content-type');
  headers.delete('content-length');
  const clean = new NextRequest(url, { headers });
  return { request: clean, origin, callbackUrl, json: form.get('json') === 'true', link };
}

/**
 * Where a mailed link of version 0.1 leads: to the page with the button. Null for every other request.
 * @param segments the path after `/api/auth/`
 */
export function linkPage(request: Request, segments: string[]): string | null {
  if (segments.join('/') !== 'callback/email') return null;
  const { searchParams } = new URL(request.url);
  const query = new URLSearchParams();
  for (const name of ['callbackUrl', 'token', 'email']) {
    const value = searchParams.get(name);
    if (value !== null) query.set(name, value);
  }
  return `/sign-in/link?${query}`;
}

/**
 * Validates a request before next-auth sees it.
 *
 * @param segments the path after `/api/auth/`
 * @param providers the ids of the configured providers
 * @throws AppError `not_found` for everything that is disabled, `invalid_request` for an invalid Host header
 */
export async function parseAuthRequest(
  request: Request,
  segments: string[],
  providers: string[],
): Promise<AuthRequest> {
  if (!isOpen(request.method, segments, providers)) {
    throw new AppError('not_found', 'This sign-in method does not exist. Open the sign-in page.');
  }
  const origin = requestOrigin(request.headers);
  if (origin === null) {
    throw new AppError(
      'invalid_request',
      'The request has no valid Host header. Open the site by its address.',
    );
  }
  const url = new URL(request.url);
  const [action = '', provider] = segments;
  const isLink = action === 'callback' && provider === 'email';
  const readChange = isLink ? readLink : readPost;
  const rest = await (request.method === 'GET' ? readGet : readChange)(request, url, origin);
  return { action, provider, ...rest };
}
