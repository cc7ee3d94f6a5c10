/** What a page of another origin may read of a rejection. */
const EXPOSED = 'X-Request-Id, Retry-After, Allow';

/**
 * The CORS headers of a response that this server sends by itself. Such a response says nothing about a user, so
 * a page of an allowed origin may read it with or without credentials of its own.
 * @param {string[]} allowed API_ALLOWED_ORIGINS
 * @param {string | undefined} origin the request's
 * @returns {Record<string, string>}
 */
export function corsHeaders(allowed, origin) {
  if (allowed.length === 0) return {};
  if (origin === undefined || !allowed.includes(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED,
  };
}

/**
 * The Origin header in the bytes of a request that could not be parsed.
 * @param {Buffer | undefined} packet
 */
export function originIn(packet) {
  const text = packet?.toString('latin1', 0, 16_384) ?? '';
  return /\r\norigin: *(\S{1,200})\r\n/i.exec(text)?.[1];
}
