import 'server-only';
import { requestOrigin } from '@/lib/auth';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { FOREIGN } from './foreign-request';

const REQUEST_HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id';
const RESPONSE_HEADERS = [
  'ETag',
  'Age',
  'Retry-After',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'RateLimit-Policy',
  'Warning',
  'X-Upstream-Trouble',
  'X-Request-Id',
  'Server-Timing',
  'Content-Disposition',
  'WWW-Authenticate',
  'Allow',
].join(', ');
/** How long a browser may cache a preflight, s. */
const PREFLIGHT_S = '600';

/**
 * Which responses pages of the allowed origins may read: `token`, those to a request with a token or without any
 * credentials; `anyone`, all, because they are public; `none`. Credentials are never allowed, so a browser hides
 * every response to a cookie.
 */
export type Cors = 'token' | 'anyone' | 'none';

/** API_ALLOWED_ORIGINS. None while the configuration is invalid, which the response reports already. */
function allowedOrigins(): string[] {
  try {
    return getEnv().allowedOrigins;
  } catch {
    return [];
  }
}

export function withCors(request: Request, response: Response, cors: Cors): Response {
  const allowed = allowedOrigins();
  if (cors === 'none' || allowed.length === 0) return response;
  response.headers.append('Vary', 'Origin');
  const origin = request.headers.get('origin') ?? '';
  // Without a session nothing in the response is about a user: a 401, a 404, a 405.
  const anonymous = response.status === 401 || !request.headers.has('cookie');
  const readable = cors === 'anyone' || anonymous || request.headers.has('authorization');
  if (readable && allowed.includes(origin)) {
    response.headers.set('Access-Control-Allow-Origin', origin);
    response.headers.set('Access-Control-Expose-Headers', RESPONSE_HEADERS);
  }
  return response;
}

export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
}

/** The response to OPTIONS, a preflight included. */
export function optionsResponse(request: Request, allow: string): Response {
  const headers = new Headers({ Allow: allow, 'Cache-Control': 'private, no-store' });
  const allowed = allowedOrigins();
  if (allowed.length > 0) headers.append('Vary', 'Origin');
  const origin = request.headers.get('origin') ?? '';
  if (isPreflight(request) && allowed.includes(origin)) {
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Allow-Methods', allow);
    headers.set('Access-Control-Allow-Headers', REQUEST_HEADERS);
    headers.set('Access-Control-Max-Age', PREFLIGHT_S);
  }
  return new Response(null, { status: 204, headers });
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

/** Whether an `Origin` is that of this site. */
function isOurs({ headers }: Request, origin: string): boolean {
  const host = hostOf(origin);
  // Behind a proxy that rewrites Host, the browser sends the origin that the proxy has.
  const own = [hostOf(requestOrigin(headers) ?? ''), headers.get('host') ?? undefined];
  return host !== undefined && own.includes(host);
}

const foreign = () =>
  new AppError(
    'forbidden_origin',
    'This request does not come from a page of this site. Open the page and try again from there.',
  );

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/**
 * Rejects a request other than GET and HEAD unless it comes from a page of this site. Browsers send `Origin` with
 * every such request; a missing or `null` origin is rejected.
 * @throws AppError `forbidden_origin`
 */
export function assertSameOrigin(request: Request): void {
  if (isRead(request)) return;
  const site = request.headers.get('sec-fetch-site');
  const ours = isOurs(request, request.headers.get('origin') ?? '');
  if (!ours || (site !== null && site !== 'same-origin')) throw foreign();
}

/**
 * Rejects a request other than GET and HEAD that a page of another site sends. A missing or `null` origin passes: a page
 * without a referrer sends it with its own forms. Browsers say of the other ones that they come from elsewhere.
 * @throws AppError `forbidden_origin`
 */
export function assertNotForeign(request: Request): void {
  if (isRead(request)) return;
  const origin = request.headers.get('origin') ?? 'null';
  const isElsewhere = FOREIGN.has(request.headers.get('sec-fetch-site') ?? '');
  if (isElsewhere || (origin !== 'null' && !isOurs(request, origin))) throw foreign();
}
