import { existsSync, globSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import Negotiator from 'negotiator';
import send from 'send';
import { pathOf } from './request-target.mjs';
import { SECURITY_HEADERS } from './security-headers.mjs';

/** @typedef {import('./rejections.mjs').Rejection} Rejection */
/**
 * @typedef {{ root: string, path: string, options: import('send').SendOptions, compressed?: boolean }} StaticFile
 * `compressed`: there is a `.br` of it
 */

const BUILT = '/_next/static/';
/** The names of built files contain a hash of their content. */
const FOR_EVER = { maxAge: '1y', immutable: true };
/** Asked for again each time, and answered with 304 while unchanged. */
const REVALIDATED = { maxAge: 0 };

/** What is sent compressed, and therefore varies, 304 included (RFC 9110, section 15.4.5). */
const TEXT = /\.(?:css|html|ico|js|json|map|mjs|svg|txt|xml)$/i;

/** The types of what scripts/lib/compress-static.mjs compresses. @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };

const METHODS = 'GET, HEAD, OPTIONS';

/** Rejections by the status that `send` reports. @type {Record<number, Omit<Rejection, 'status'>>} */
const REJECTIONS = {
  400: { code: 'invalid_request', message: 'The path is not valid. Correct it.' },
  404: { code: 'not_found', message: 'There is no such file. Reload the page that links to it.' },
  405: {
    code: 'method_not_allowed',
    message: `A file can only be read. Use one of ${METHODS}.`,
    headers: { Allow: METHODS },
  },
  412: {
    code: 'precondition_failed',
    message: 'The file is not the one that the request expects. Request it without conditions.',
  },
  416: {
    code: 'range_not_satisfiable',
    message: 'The file ends before the requested range. Request a range within its length.',
  },
};

/** @param {number} status @param {Record<string, string>} [headers] @returns {Rejection} */
function rejectionOf(status, headers) {
  const known = status in REJECTIONS ? status : 404;
  const rejection = REJECTIONS[known];
  return { status: known, ...rejection, headers: { ...rejection.headers, ...headers } };
}

/**
 * The files of a build: `.next/static`, and `public` as it was at the start.
 * @param {string} folder contains both
 * @returns {(url: string | undefined) => StaticFile | undefined} finds the file of a URL that can be decoded. Everything
 *   below `/_next/static/` counts as a file
 */
export function staticFiles(folder) {
  const root = join(folder, 'public');
  const files = existsSync(root) ? globSync('**/*.*', { cwd: root }) : [];
  const paths = new Set(files.map((file) => `/${file.split(sep).join('/')}`));
  const built = join(folder, '.next/static');
  const compressed = new Set(
    globSync('**/*.br', { cwd: built }).map((file) => file.split(sep).join('/')),
  );
  return (url) => {
    const path = decodeURIComponent(pathOf(url));
    if (paths.has(path)) return { root, path, options: REVALIDATED };
    if (!path.startsWith(BUILT)) return undefined;
    const file = path.slice(BUILT.length);
    return {
      root: built,
      path: file,
      options: FOR_EVER,
      compressed: compressed.has(`${file}.br`),
    };
  };
}

/**
 * Removes a Range header that must be ignored: of a HEAD request, and of one that demands a certain version by an
 * ETag, which only a strong one can prove (RFC 9110, sections 14.2 and 13.1.5). Ours are weak.
 */
function ignoreRange({ method, headers }) {
  if (method === 'HEAD' || headers['if-range']?.includes('"')) delete headers.range;
}

/** Whether a client prefers Brotli, by the same rules as `compress.mjs`. A part is one of the whole file. */
function wantsBrotli(request) {
  if (request.headers.range !== undefined) return false;
  const available = ['br', 'gzip', 'identity'];
  return new Negotiator(request).encoding(available, { preferred: ['br', 'gzip'] }) === 'br';
}

/**
 * Sends a file, or a part of it, or 304. Next would do the same, but answers a range outside of the file and a
 * failed precondition with 500, and leaves `Vary` out of a 304.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {StaticFile} file
 * @param {(rejection: Rejection) => void} reject
 */
export function sendFile(request, response, { root, path, options, compressed }, reject) {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: METHODS, ...SECURITY_HEADERS }).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return reject(rejectionOf(405));
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (TEXT.test(path)) response.setHeader('Vary', 'Accept-Encoding');
  ignoreRange(request);
  const brotli = compressed === true && wantsBrotli(request);
  if (brotli) {
    response.setHeader('Content-Encoding', 'br');
    response.setHeader('Content-Type', TYPES[extname(path)] ?? '');
  }
  send(request, encodeURI(brotli ? `${path}.br` : path), { root, index: false, ...options })
    .on('error', (/** @type {{ status: number, headers?: Record<string, string> }} */ error) => {
      for (const name of ['Vary', 'ETag', 'Last-Modified', 'Accept-Ranges', 'Content-Encoding']) {
        response.removeHeader(name);
      }
      reject(rejectionOf(error.status, error.headers));
    })
    .on('directory', () => reject(rejectionOf(404)))
    .pipe(response);
}
