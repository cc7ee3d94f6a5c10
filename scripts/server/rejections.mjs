import { isHost } from './request-target.mjs';

/**
 * An error response that the server sends by itself: the app never sees the request.
 * @typedef {{ status: number, code: string, message: string, headers?: Record<string, string> }} Rejection
 */

/** The methods that reach the app. Next responds to TRACE with an empty 500. */
const ALLOWED = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** For the header `Allow`. */
export const METHODS = [...ALLOWED].join(', ');

/**
 * More parameters than any page or endpoint has; Next takes 4 s of CPU for the 7,800 that fit into a URL. The app
 * checks the same number (lib/http/parameter-limit.ts), for platforms on which this server does not run.
 */
export const MAX_PARAMETERS = 100;

/** More headers than a browser and two proxies send. */
const MAX_HEADERS = 100;

/** If one of these is sent twice, a proxy may have used the other value. */
const SINGLE_HEADERS = new Set(['authorization', 'host']);

/**
 * Paths that programs resolve differently: a segment "." or "..", plain or escaped, an empty segment, or a
 * backslash, which some treat as a slash.
 */
const AMBIGUOUS_PATH = /\/(?:\.|%2e){0,2}\/|\/(?:\.|%2e){1,2}$|\\/i;

/** @param {string} message @returns {Rejection} */
const invalid = (message) => ({ status: 400, code: 'invalid_request', message });

const TOO_MANY_HEADERS = {
  status: 431,
  code: 'headers_too_large',
  message: `The request has more than ${MAX_HEADERS} headers. Send fewer.`,
};

/** @returns {Rejection} */
export function methodNotAllowed() {
  return {
    status: 405,
    code: 'method_not_allowed',
    message: `This method is not supported. Use one of ${METHODS}.`,
    headers: { Allow: METHODS },
  };
}

/** @param {string[]} rawHeaders names and values in turn, as Node received them */
function findRepeatedHeader(rawHeaders) {
  const seen = new Set();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase();
    if (!SINGLE_HEADERS.has(name)) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}

/** @param {string} query beginning with "?" @param {number} limit */
function hasMoreParametersThan(query, limit) {
  let count = query === '' ? 0 : 1;
  for (let at = query.indexOf('&'); at !== -1 && count <= limit; at = query.indexOf('&', at + 1)) {
    count += 1;
  }
  return count > limit;
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

/** @param {string} target the request target in origin form: path and query */
function rejectionForTarget(target) {
  if (!target.startsWith('/')) return invalid('The path must begin with "/".');
  const [path = ''] = target.split('?', 1);
  const query = target.slice(path.length);
  if (hasMoreParametersThan(query, MAX_PARAMETERS)) {
    return invalid(`The URL has more than ${MAX_PARAMETERS} parameters. Send fewer.`);
  }
  // Next drops this parameter, so the app could not detect a token in it.
  if (query !== '' && new URLSearchParams(query).has('__proto__')) {
    return invalid('The URL has a parameter named "__proto__". Remove it.');
  }
  if (!isDecodable(path)) {
    return invalid('The URL has an invalid percent-encoding. Correct the characters after "%".');
  }
  if (AMBIGUOUS_PATH.test(path)) {
    return invalid('The path contains "//", "\\\\", "." or "..". Send the resolved path.');
  }
  return undefined;
}

/**
 * Why a request must not reach the app; undefined if it may.
 * @param {import('node:http').IncomingMessage} request
 * @returns {Rejection | undefined}
 */
export function rejectionFor({ method = '', url = '', rawHeaders, httpVersion, headers }) {
  if (!ALLOWED.has(method)) return methodNotAllowed();
  if (rawHeaders.length > 2 * MAX_HEADERS) return TOO_MANY_HEADERS;
  const repeated = findRepeatedHeader(rawHeaders);
  if (repeated) return invalid(`The request has more than one ${repeated} header. Send one.`);
  if (httpVersion === '1.1' && headers.host === undefined) {
    return invalid('The request has no Host header. Send one.');
  }
  if (headers.host !== undefined && !isHost(headers.host)) {
    return invalid('The Host header is not a host name or address with an optional port.');
  }
  // Node reports it as well, but only once the app has the request (RFC 9112, section 6.3).
  if ((headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked') {
    return invalid(
      'The Transfer-Encoding is not "chunked". Send the body in chunks, or its length.',
    );
  }
  if (url === '*' && method === 'OPTIONS') return undefined;
  return rejectionForTarget(url);
}

/** A well-formed request line with any method. */
const REQUEST_LINE = /^[A-Za-z-]+ \S+ HTTP\/1\.[01]\r?\n/;

/**
 * The response to a request that Node could not parse.
 * @param {NodeJS.ErrnoException & { rawPacket?: Buffer }} error from the event `clientError`
 * @returns {Rejection}
 */
export function rejectionForParseError({ code, rawPacket }) {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        code: 'headers_too_large',
        message: 'The URL and the headers are larger than 16 KB together. Send less.',
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        code: 'request_timeout',
        message: 'The request took too long to arrive. Send it again.',
      };
    case 'HPE_INVALID_METHOD':
      if (REQUEST_LINE.test(rawPacket?.toString('latin1', 0, 2_000) ?? '')) {
        return methodNotAllowed();
      }
      break;
  }
  return invalid('This is not a valid HTTP request.');
}
