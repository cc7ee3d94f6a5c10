const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What may stand in a Content-Security-Policy: nothing that ends a source or a directive. */
const HOST = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * The origin of a site, which becomes part of a Content-Security-Policy: `https`, or `http` on this computer; without
 * path, name or wildcard. Without a scheme a word alone is none: it is rather a part of a sentence.
 * @returns null if it is none
 */
export function siteOrigin(text: string): string | null {
  const named = SCHEME.test(text);
  const address = named ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username || url.password || url.search || url.hash) return null;
  if (url.pathname !== '/' || !HOST.test(url.hostname)) return null;
  const local = LOCAL.has(url.hostname);
  if (!named && !local && !url.hostname.includes('.')) return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && local) ? url.origin : null;
}
