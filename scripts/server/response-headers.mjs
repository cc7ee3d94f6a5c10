import { HSTS, MINIMAL_CSP } from './security-headers.mjs';

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
    // The positions in a compressed file are not those in the file.
    if (response.hasHeader('Content-Encoding')) response.removeHeader('Accept-Ranges');
    return writeHead.call(response, status);
  };
}
