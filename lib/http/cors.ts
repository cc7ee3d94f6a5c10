import 'server-only';
import { getEnv } from '@/lib/env';

const REQUEST_HEADERS = 'Authorization, Content-Type, If-None-Match, X-Request-Id';
const ANSWER_HEADERS = [
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
/** How long a browser may go without asking again, s. */
const PREFLIGHT_S = '600';

/** The origin that asks, where it is one of API_ALLOWED_ORIGINS. */
function allowedOrigin(request: Request): string | undefined {
  const origin = request.headers.get('origin');
  return getEnv().allowedOrigins.find((allowed) => allowed === origin);
}

/**
 * Lets pages of the allowed origins read an answer, where they showed a token. Never with credentials: a
 * browser then keeps every answer to a cookie from them.
 * @param secret false for an answer that is the same to everybody: it can be read without a token
 */
export function withCors(request: Request, response: Response, secret = true): Response {
  if (getEnv().allowedOrigins.length === 0) return response;
  response.headers.append('Vary', 'Origin');
  const origin = allowedOrigin(request);
  if (origin && (!secret || request.headers.has('authorization'))) {
    response.headers.set('Access-Control-Allow-Origin', origin);
    response.headers.set('Access-Control-Expose-Headers', ANSWER_HEADERS);
  }
  return response;
}

/** Whether a browser asks what its page may ask. */
export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
}

/** The answer to OPTIONS: what is served here, and to a browser's preflight what its page may ask. */
export function optionsResponse(request: Request, allow: string): Response {
  const headers = new Headers({ Allow: allow, 'Cache-Control': 'private, no-store' });
  if (getEnv().allowedOrigins.length > 0) headers.append('Vary', 'Origin');
  const origin = allowedOrigin(request);
  if (origin && isPreflight(request)) {
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Allow-Methods', allow);
    headers.set('Access-Control-Allow-Headers', REQUEST_HEADERS);
    headers.set('Access-Control-Max-Age', PREFLIGHT_S);
  }
  return new Response(null, { status: 204, headers });
}
