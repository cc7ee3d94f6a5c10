import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

/** @typedef {import('./rejections.mjs').Rejection} Rejection */

/** How long a rejected client may take to close its connection, ms. */
const LINGER_MS = 2_000;

/** Request ids that are taken over from the client, as in lib/request.ts. */
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The same JSON shape as every error of the app. @param {Rejection} rejection @param {unknown} [requestId] */
function responseOf({ code, message, headers }, requestId) {
  const body = JSON.stringify({ error: { code, message } });
  const isValid = typeof requestId === 'string' && REQUEST_ID.test(requestId);
  return {
    body,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': isValid ? requestId : randomUUID(),
      ...headers,
    },
  };
}

/**
 * Rejects a request that was parsed.
 * @param {import('node:http').ServerResponse} response
 * @param {Rejection} rejection
 * @param {unknown} [requestId] the client's own X-Request-Id
 */
export function reject(response, rejection, requestId) {
  const { body, headers } = responseOf(rejection, requestId);
  response.writeHead(rejection.status, headers).end(body);
}

/**
 * Rejects on the bare socket a request that could not be parsed, and closes the connection. Reads and
 * discards what the client still sends for a moment: closing a socket with unread data resets the
 * connection, and the client would lose the response.
 * @param {import('node:stream').Duplex} socket
 * @param {Rejection} rejection
 */
export function rejectSocket(socket, rejection) {
  const { body, headers } = responseOf(rejection);
  const lines = Object.entries({ ...headers, Date: new Date().toUTCString(), Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const { status } = rejection;
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${body}`);
  closeSoon(socket);
}

/**
 * Closes a connection once the client has what was written to it.
 * @param {import('node:stream').Duplex} socket
 */
export function closeSoon(socket) {
  socket.on('error', () => socket.destroy());
  socket.end();
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
