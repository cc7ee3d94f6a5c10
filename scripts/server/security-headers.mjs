/** Headers of every response, by name. Read by next.config.mjs for the app and by this server for its own responses. */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** `Strict-Transport-Security`: browsers use https only, for a year. Subdomains are the operator's business. */
export const HSTS = 'max-age=31536000';

/** For HTML that has no policy of its own: shows text and styles it, and does nothing else. */
export const MINIMAL_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
