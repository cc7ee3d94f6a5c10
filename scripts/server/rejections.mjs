import { METHODS } from './methods.mjs';

/**
 * An answer that the front gives by itself: the app never sees the request.
 * @typedef {{ status: number, code: string, message: string, headers?: Record<string, string> }} Refusal
 */

/**
 * Of these a second one says that somebody on the way sees another request than we do.
 */
const SINGLE = new Set(['authorization', 'host']);

/**
 * What makes a path mean another one: a segment "." or "..", plain or escaped, an empty segment, and the
 * backslash, which some take for a slash.
 */
const CROOKED = /\/(?:\.|%2e){0,2}\/|\/(?:\.|%2e){1,2}$|\\/i;

/** @param {string} message @returns {Refusal} */
const invalid = (message) => ({ status: 400, code: 'invalid_request', message });

/** @returns {Refusal} */
export function methodRefused() {
  return {
    status: 405,
    code: 'method_not_allowed',
    message: `This method is not served here. Use one of ${METHODS.join(', ')}.`,
    headers: { Allow: METHODS.join(', ') },
  };
}

/** @param {string[]} rawHeaders names and values in turn, as they came */
function repeated(rawHeaders) {
  const seen = new Set();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}

/** @param {string} path */
function isDecodable(path) {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} target what stands between the method and the version */
function wrongTarget(target) {
  // Also keeps out `http://elsewhere/`, which is for proxies.
  if (!target.startsWith('/')) return invalid('The address must begin with "/". Correct it.');
  const [path = ''] = target.split('?', 1);
  const query = target.slice(path.length);
  // The app would not see it, nor a token in it.
  if (query !== '' && new URLSearchParams(query).has('__proto__')) {
    return invalid('The address has a parameter called "__proto__". Leave it out.');
  }
  if (!isDecodable(path)) {
    return invalid('The address has an escape that is no character. Correct what follows the "%".');
  }
  if (CROOKED.test(path)) {
    return invalid('The address has "//", "\\\\", "." or ".." as a step. Write the plain path.');
  }
  return undefined;
}

/**
 * Why a request must not reach the app; undefined for one that may.
 * @param {import('node:http').IncomingMessage} request
 * @returns {Refusal | undefined}
 */
export function refusalOf({ method = '', url = '', rawHeaders, httpVersion, headers }) {
  if (!METHODS.includes(method)) return methodRefused();
  const twice = repeated(rawHeaders);
  if (twice) return invalid(`The request has more than one ${twice} header. Send one.`);
  if (httpVersion === '1.1' && headers.host === undefined) {
    return invalid('The request has no Host header. Send one.');
  }
  return wrongTarget(url);
}

/** A request line that is well formed, whatever its method. */
const REQUEST_LINE = /^[A-Za-z-]+ \S+ HTTP\/1\.[01]\r?\n/;

/**
 * What to say to a client whose request could not be read.
 * @param {NodeJS.ErrnoException & { rawPacket?: Buffer }} error from `clientError`
 * @returns {Refusal}
 */
export function unreadable({ code, rawPacket }) {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        code: 'headers_too_large',
        message: 'The address and headers together are larger than 16 KB. Send less.',
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        code: 'request_timeout',
        message: 'The request took too long to arrive. Send it again.',
      };
    case 'HPE_INVALID_METHOD':
      if (REQUEST_LINE.test(rawPacket?.toString('latin1', 0, 2_000) ?? '')) return methodRefused();
      break;
  }
  return invalid('This cannot be read as an HTTP request. Correct it and send it again.');
}
