import { type NextRequest, NextResponse } from 'next/server';
import { ConfigurationError, getEnv } from '@/lib/env';
import { PATH_HEADER } from '@/lib/path-header';
import { requestIdFrom } from '@/lib/request';

/**
 * The Content-Security-Policy of a page. Next puts the nonce, which it reads from the request's own
 * header of this name, on every script that it writes.
 */
function contentSecurityPolicy(nonce: string, production: boolean): string {
  return [
    "default-src 'none'",
    // React evaluates code in development, to show where an error came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${production ? '' : " 'unsafe-eval'"}`,
    `style-src 'self' ${production ? `'nonce-${nonce}'` : "'unsafe-inline'"}`,
    // The compare slider positions itself by style attributes; they can carry no script.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
  ].join('; ');
}

/** What every page says while the configuration is wrong, so that none ends in a bare 500. */
function notConfigured({ message }: ConfigurationError): NextResponse {
  const headers = {
    'Cache-Control': 'private, no-store',
    'Content-Type': 'text/plain; charset=utf-8',
  };
  return new NextResponse(`Bottega is not set up.\n${message}\n`, { status: 503, headers });
}

function withPolicy(request: NextRequest, production: boolean): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce, production);

  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  headers.set(PATH_HEADER, `${pathname}${search}`);
  const id = requestIdFrom(request.headers);
  headers.set('X-Request-Id', id);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('X-Request-Id', id);
  const shared = pathname.startsWith('/s/');
  response.headers.set('Content-Security-Policy', policy);
  response.headers.set('Referrer-Policy', shared ? 'no-referrer' : 'same-origin');
  if (shared) response.headers.set('X-Robots-Tag', 'noindex, nofollow');
  return response;
}

/**
 * Gives every page its security headers. It lets nobody in and keeps nobody out: that is done where the
 * data is read.
 */
export function proxy(request: NextRequest): NextResponse {
  try {
    return withPolicy(request, getEnv().production);
  } catch (error) {
    if (error instanceof ConfigurationError) return notConfigured(error);
    throw error;
  }
}

/** Pages only: routes that send bytes or JSON set their own headers. */
export const config = {
  matcher: ['/((?!_next/|api/|v1/|hero/|s/[^/]+/picture$).*)'],
};
