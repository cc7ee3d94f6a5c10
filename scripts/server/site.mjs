import { staticFiles } from './static-files.mjs';
import { parseTrust } from './trusted-proxies.mjs';

/**
 * What the server knows about the site: from the variables that the app reads too (lib/env.ts), which Next has
 * completed from the `.env` files and checked before this is called.
 * @param {string} folder contains `.next` and `public`
 * @returns {import('./server.mjs').Site}
 */
export function siteOf(folder) {
  const { NEXTAUTH_URL = '', API_ALLOWED_ORIGINS = '', TRUST_PROXY } = process.env;
  return {
    // Never from a request: anybody can send X-Forwarded-Proto.
    https: NEXTAUTH_URL.startsWith('https://'),
    allowedOrigins: API_ALLOWED_ORIGINS.split(/[\s,]+/).filter(Boolean),
    trust: parseTrust(TRUST_PROXY),
    findFile: staticFiles(folder),
  };
}
