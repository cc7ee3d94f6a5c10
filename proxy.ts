import { type NextRequest, NextResponse } from 'next/server';
import { ConfigurationError, getEnv } from '@/lib/env';
import { hasTooManyParameters, TOO_MANY_PARAMETERS } from '@/lib/http/parameter-limit';
import { toCleanAddress } from '@/lib/http/shares/clean-address';
import { METHOD_HEADER, PATH_HEADER, requestIdFrom } from '@/lib/request';

/**
 * The Content-Security-Policy of a page. Next reads the nonce from the request header of the same name and
 * puts it on every script.
 */
function contentSecurityPolicy(nonce: string, production: boolean): string {
  return [
    "default-src 'none'",
    // In development React evaluates code to show where an error came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${production ? '' : " 'unsafe-eval'"}`,
    `style-src 'self' ${production ? `'nonce-${nonce}'` : "'unsafe-inline'"}`,
    // The compare slider positions itself with style attributes, which cannot run scripts.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
  ].join('; ');
}

/** The methods of a page: it is read, and changed only through the API. */
const PAGE_METHODS = 'GET, HEAD, OPTIONS';

/** Every page while the configuration is invalid, instead of Next's bare 500. */
function notConfigured({ message }: ConfigurationError): NextResponse {
  const headers = {
    'Cache-Control': 'private, no-store',
    'Content-Type': 'text/plain; charset=utf-8',
  };
  return new NextResponse(`Bottega is not configured correctly.\n${message}\n`, {
    status: 503,
    headers,
  });
}

/** The response to a request that no page can serve: JSON, because no browser sends such a request for a page. */
function refusal(request: NextRequest): NextResponse | null {
  const { method, url } = request;
  const own = {
    'Cache-Control': 'private, no-store',
    'X-Request-Id': requestIdFrom(request.headers),
  };
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && hasTooManyParameters(url)) {
    return NextResponse.json({ error: TOO_MANY_PARAMETERS }, { status: 400, headers: own });
  }
  if (isRead) return null;
  const headers = { ...own, Allow: PAGE_METHODS };
  if (method === 'OPTIONS') return new NextResponse(null, { status: 204, headers });
  const message = `A page can only be read. Use one of ${PAGE_METHODS}.`;
  const error = { code: 'method_not_allowed', message };
  return NextResponse.json({ error }, { status: 405, headers });
}

/** The redirect from a link with something glued to it. Next wants its address in full, and makes it relative again. */
function cleaned(request: NextRequest): Response | null {
  const response = toCleanAddress(request);
  const to = response?.headers.get('Location') ?? '';
  response?.headers.set('Location', new URL(to, request.url).href);
  return response;
}

function withPolicy(request: NextRequest, production: boolean): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce, production);

  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  headers.set(PATH_HEADER, `${pathname}${search}`);
  headers.set(METHOD_HEADER, request.method);
  const id = requestIdFrom(request.headers);
  headers.set('X-Request-Id', id);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('X-Request-Id', id);
  // Its address contains a secret.
  const shared = pathname.startsWith('/s/') || pathname === '/invite';
  response.headers.set('Content-Security-Policy', policy);
  response.headers.set('Referrer-Policy', shared ? 'no-referrer' : 'same-origin');
  if (shared) response.headers.set('X-Robots-Tag', 'noindex, nofollow');
  return response;
}

/** Refuses what no page can serve, and sets the security headers of every page. Authorization is not done here but where the data is read. */
export function proxy(request: NextRequest): Response {
  try {
    return refusal(request) ?? cleaned(request) ?? withPolicy(request, getEnv().production);
  } catch (error) {
    if (error instanceof ConfigurationError) return notConfigured(error);
    throw error;
  }
}

/**
 * Everything that may be a page, the 404s below `/_next/` included. API and picture routes set their own headers,
 * and files need none.
 */
export const config = {
  matcher: [
    '/((?!_next/static/|(?:api|v1)(?:/|$)|hero/(?:after|before)\\.webp$|s/[^/]+/(?:picture|zip|preview\\.png|logo|embed|unlock|feedback)$|p/).*)',
  ],
};
