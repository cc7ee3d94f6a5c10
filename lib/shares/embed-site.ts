import { z } from 'zod';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What may stand in a Content-Security-Policy: nothing that ends a source or a directive. */
const HOST = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/;

/**
 * The origin of a site, which becomes part of a Content-Security-Policy: `https`, or `http` on this computer; without
 * path, name or wildcard. Null if it is none.
 */
function originOf(text: string): string | null {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
  if (!url || url.username || url.password || url.search || url.hash) return null;
  if (url.pathname !== '/' || !HOST.test(url.hostname)) return null;
  const allowed =
    url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.has(url.hostname));
  return allowed ? url.origin : null;
}

/** A site that may embed a link, as its origin. */
export const embedSite = z
  .string('must be the address of a site')
  .trim()
  .max(260, 'must be the address of a site, for example https://www.example.com')
  .transform((text, ctx) => {
    const origin = originOf(text);
    if (origin !== null) return origin;
    ctx.addIssue({
      code: 'custom',
      message: 'must be the address of a site, for example https://www.example.com',
    });
    return z.NEVER;
  });
