import { HSTS, MINIMAL_CSP } from './security-headers.mjs';

/**
 * How lib/http/pictures says how long a body is: Next removes the Content-Length of a route handler. The value is in
 * bytes. Never sent.
 */
const LENGTH = 'X-Bottega-Length';

/** @param {import('node:http').ServerResponse} response */
function setLength(response) {
  const length = response.getHeader(LENGTH);
  if (length === undefined) return;
  response.removeHeader(LENGTH);
  if (!response.hasHeader('Content-Encoding')) response.setHeader('Content-Length', String(length));
}

/**
 * Completes the headers of every response, whoever makes it: the app, Next by itself, or this server.
 * @param {import('node:http').ServerResponse} response
 * @param {boolean} https whether browsers reach this server by https
 */
export function completeHeaders(response, https) {
  if (https) response.setHeader('Strict-Transport-Security', HSTS);
  const writeHead = response.writeHead;
  response.writeHead = (status, ...rest) => {
    const given = rest.find((one) => typeof one === 'object' && one !== null);
    for (const [name, value] of Object.entries(given ?? {})) response.setHeader(name, value);
    const type = String(response.getHeader('Content-Type') ?? '');
    if (type.startsWith('text/html') && !response.hasHeader('Content-Security-Policy')) {
      response.setHeader('Content-Security-Policy', MINIMAL_CSP);
    }
    setLength(response);
    // The positions in a compressed file are not those in the file.
    if (response.hasHeader('Content-Encoding')) response.removeHeader('Accept-Ranges');
    return writeHead.call(response, status);
  };
}
