import { constants } from 'node:zlib';
import compression from 'compression';

/** Text that the library's list of types does not know. */
const MORE_TEXT = /^application\/x-ndjson\b/;

/**
 * Whether the length of a compressed response could tell somebody else what is in it (BREACH): another site made
 * the browser send the request, with this site's cookies, and may have put guesses into the URL.
 */
function isObservable(request, response) {
  if (request.headers.cookie === undefined) return false;
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return !String(response.getHeader('Cache-Control') ?? '').includes('public');
}

function filter(request, response) {
  // A part of a file must be a part of what the client has the rest of.
  if (response.hasHeader('Content-Range')) return false;
  if (isObservable(request, response)) return false;
  const type = String(response.getHeader('Content-Type') ?? '');
  return MORE_TEXT.test(type) || compression.filter(request, response);
}

/**
 * Compresses text for clients that accept Brotli or gzip. The parameters of Brotli are those for responses that are
 * made anew each time: its defaults are for files, and take a hundred times as long.
 */
const compress = compression({
  filter,
  brotli: {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      // 256 KB of memory for each response instead of 4 MB.
      [constants.BROTLI_PARAM_LGWIN]: 18,
    },
  },
});

/**
 * Lets a response be compressed, if it turns out to be worth it when its headers are sent.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function allowCompression(request, response) {
  compress(request, response, () => undefined);
}
