import 'server-only';
import { cookies } from 'next/headers';
import { NextRequest } from 'next/server';
import { HOME, requestOrigin, safePath } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { readForm } from '../read-form';

/** What the sign-in machinery is asked, once everything in it has been looked at. */
export type AuthRequest = {
  action: string;
  /** The request as next-auth is to see it. */
  request: NextRequest;
  /** What next-auth takes for our own origin. */
  origin: string;
  /** Where to go afterwards, a path of ours. */
  callbackUrl: string;
  /** Whether the answer is to be read by a script instead of followed by the browser. */
  json: boolean;
};

/** Whatever else next-auth can do (its own pages, its log, listing its addresses) is closed. */
function isOpen(method: string, segments: string[], providers: string[]): boolean {
  const [action, provider] = segments;
  const known = segments.length === 2 && provider !== undefined && providers.includes(provider);
  const byPassword = provider === 'credentials';
  if (segments.length === 1) {
    return method === 'GET' ? action === 'csrf' : method === 'POST' && action === 'signout';
  }
  if (method === 'GET') return known && !byPassword && action === 'callback';
  return method === 'POST' && known && action === (byPassword ? 'callback' : 'signin');
}

/** Where to go afterwards; not back to the pages that led here. */
function destination(raw: string | null): string {
  const path = safePath(raw, HOME);
  return /^\/sign-(in|up)\b/.test(path) ? HOME : path;
}

/** Reads where to go from the cookie of an earlier step, and drops a cookie that next-auth would choke on. */
async function rememberedPath(origin: string): Promise<string | null> {
  const prefix = origin.startsWith('https://') ? '__Secure-' : '';
  const name = `${prefix}next-auth.callback-url`;
  const jar = await cookies();
  const path = jar.get(name)?.value ?? null;
  if (path !== null && safePath(path, '') === '') jar.delete(name);
  return path;
}

/** A GET, with its query: a provider's answer, or a mailed link. */
async function readGet(
  request: Request,
  url: URL,
  origin: string,
): Promise<Omit<AuthRequest, 'action'>> {
  const asked = url.searchParams.get('callbackUrl') ?? (await rememberedPath(origin));
  const callbackUrl = destination(asked);
  url.searchParams.set('callbackUrl', callbackUrl);
  const clean = new NextRequest(url, { headers: request.headers });
  return { request: clean, origin, callbackUrl, json: false };
}

/** A POST of one of our forms. Its query is dropped: next-auth would hand it on to the provider. */
async function readPost(
  request: Request,
  url: URL,
  origin: string,
): Promise<Omit<AuthRequest, 'action'>> {
  const form = await readForm(request);
  const json = form.get('json') === 'true';
  const callbackUrl = destination(form.get('callbackUrl'));
  form.set('callbackUrl', callbackUrl);
  // The answer is made by us, from the redirect.
  form.delete('json');
  await rememberedPath(origin);
  url.search = '';
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  const clean = new NextRequest(url, { method: 'POST', headers, body: form });
  return { request: clean, origin, callbackUrl, json };
}

/**
 * Looks at a request for the sign-in machinery before next-auth does.
 *
 * @param segments the path after `/api/auth/`
 * @param providers the ids of the ways in that this deployment offers
 * @throws AppError `not_found` for what is not open, `invalid_request` for a host that is none
 */
export async function parseAuthRequest(
  request: Request,
  segments: string[],
  providers: string[],
): Promise<AuthRequest> {
  if (!isOpen(request.method, segments, providers)) {
    throw new AppError('not_found', 'There is no such way to sign in here. Open the sign-in page.');
  }
  const origin = requestOrigin(request.headers);
  if (origin === null) {
    throw new AppError(
      'invalid_request',
      'The request names no host. Open the site by its address.',
    );
  }
  const url = new URL(request.url);
  const rest = await (request.method === 'GET' ? readGet : readPost)(request, url, origin);
  return { action: segments[0] ?? '', ...rest };
}
