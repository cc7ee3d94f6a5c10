/**
 * The Content-Security-Policy of a page. Next reads the nonce from the request header of the same name and
 * puts it on every script.
 */
export function contentSecurityPolicy(nonce: string, production: boolean): string {
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
