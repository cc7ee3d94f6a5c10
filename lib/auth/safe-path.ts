/** The page after sign-in if no other was requested. */
export const HOME = '/jobs';

/** The longest path that is followed, characters. */
const MAX_LENGTH = 2_000;
/** A placeholder for the app's origin: a path that leaves it would leave the app. */
const TEST_ORIGIN = 'https://origin.invalid';
/** One leading slash, no backslash (browsers read it as a slash), no control characters (they drop some). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is rejected
const PLAIN = /^\/(?!\/)[^\\\u0000-\u001f\u007f]*$/;

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Whether a path is a page and not a route of our API or of the drop-in, which a foreign link must not spend. */
function isPage(path: string): boolean {
  return PLAIN.test(path) && !/^\/(?:api|v1)(\/|$)/i.test(path);
}

/**
 * The path to go to after sign-in.
 *
 * @param raw untrusted text from a link, a form or a cookie
 * @param fallback returned if `raw` is missing, leaves this origin, points to `/api` or `/v1`, or is longer than
 *   2,000 characters
 * @returns a percent-encoded path with query and hash that starts with exactly one slash
 */
export function safePath(raw: string | null | undefined, fallback: string): string {
  if (typeof raw !== 'string' || raw.length > MAX_LENGTH || !PLAIN.test(raw)) return fallback;
  const url = URL.parse(raw, TEST_ORIGIN);
  if (url?.origin !== TEST_ORIGIN) return fallback;
  // URL.parse has resolved dot segments, so the path may differ from the one checked above.
  const route = decoded(url.pathname);
  if (route === null || !isPage(url.pathname) || !isPage(route)) return fallback;
  const path = url.pathname + url.search + url.hash;
  return path.length > MAX_LENGTH ? fallback : path;
}
