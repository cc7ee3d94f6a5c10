import { type NextRequest, NextResponse } from 'next/server';
import { ConfigurationError, getEnv } from '@/lib/env';
import { PATH_HEADER, requestIdFrom } from '@/lib/request';

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
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
  ].join('; ');
}

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

/** Sets the security headers of every page. Authorization is not done here but where the data is read. */
export function proxy(request: NextRequest): NextResponse {
  try {
    return withPolicy(request, getEnv().production);
  } catch (error) {
    if (error instanceof ConfigurationError) return notConfigured(error);
    throw error;
  }
}

/** Pages only. API and picture routes set their own headers. */
export const config = {
  matcher: ['/((?!_next/|api/|v1/|hero/|s/[^/]+/picture$).*)'],
};
