/** Where one lands after signing in when no page was asked for. */
export const HOME = '/jobs';

/** The longest path that is followed, characters. */
const MAX_LENGTH = 2_000;
/** A stand-in for whatever origin the app is reached by: a path that leaves it would leave ours. */
const ANYWHERE = 'https://origin.invalid';
/** One slash first; no backslash (browsers read it as a slash), no control character (they drop some). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const PLAIN = /^\/(?!\/)[^\\\u0000-\u001f\u007f]*$/;

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Whether a path is a page of ours: read as it stands and as a router would decode it. */
function isPage(path: string): boolean {
  return PLAIN.test(path) && !/^\/api(\/|$)/i.test(path);
}

/**
 * Where to go after signing in: a path of this site, or the fallback.
 *
 * @param raw what a link, a form or a cookie said; nothing about it is trusted
 * @param fallback a path of ours, returned when `raw` is missing, leaves this origin, points to
 *   `/api`, or is longer than 2,000 characters
 * @returns a path with its query and hash, percent-encoded, that begins with exactly one slash
 */
export function safePath(raw: string | null | undefined, fallback: string): string {
  if (typeof raw !== 'string' || raw.length > MAX_LENGTH || !PLAIN.test(raw)) return fallback;
  const url = URL.parse(raw, ANYWHERE);
  if (url?.origin !== ANYWHERE) return fallback;
  // Dot segments are resolved by now, and what they leave may be another path than was checked.
  const route = decoded(url.pathname);
  if (route === null || !isPage(url.pathname) || !isPage(route)) return fallback;
  const path = url.pathname + url.search + url.hash;
  return path.length > MAX_LENGTH ? fallback : path;
}
