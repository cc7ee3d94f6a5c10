/** Set by the server in front of Next (`scripts/server`). */
const FRONT = Symbol.for('bottega.front');

/**
 * The length of a body. Next removes the Content-Length of a route handler; the server in front of it makes one from
 * the other header. Elsewhere the body is sent in chunks.
 */
export function lengthHeaders(bytes: number): Record<string, string> {
  const length = String(bytes);
  return { 'Content-Length': length, ...(FRONT in globalThis && { 'X-Bottega-Length': length }) };
}

/** The headers of every picture. */
export const PICTURE_HEADERS = {
  // If a browser treated the picture as a page, the sandbox would block its scripts.
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Referrer-Policy': 'no-referrer',
};

/** Shorter beginnings of a hash do not identify a picture, characters. */
const MIN_HASH = 8;

/**
 * The `Cache-Control` of a stored picture.
 * @param v what the address has of the picture's hash
 */
export function cacheControl(hash: string, v: string | undefined): string {
  const isNamed = v !== undefined && v.length >= MIN_HASH && hash.startsWith(v);
  return isNamed ? 'private, max-age=31536000, immutable' : 'private, no-cache';
}
