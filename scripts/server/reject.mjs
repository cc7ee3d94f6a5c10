import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

/** @typedef {import('./rejections.mjs').Refusal} Refusal */

/** How long a client that was refused may take to hang up, ms. */
const LINGER_MS = 2_000;

/** The caller's own request ids that are repeated, as `lib/request.ts` does. */
const ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The same shape as every error of the app. @param {Refusal} refusal @param {unknown} [givenId] */
function parts({ code, message, headers }, givenId) {
  const body = JSON.stringify({ error: { code, message } });
  return {
    body,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': typeof givenId === 'string' && ID.test(givenId) ? givenId : randomUUID(),
      ...headers,
    },
  };
}

/**
 * Refuses a request that could be read.
 * @param {import('node:http').ServerResponse} response
 * @param {Refusal} refusal
 * @param {unknown} [givenId] the caller's own X-Request-Id
 */
export function refuse(response, refusal, givenId) {
  const { body, headers } = parts(refusal, givenId);
  response.writeHead(refusal.status, headers).end(body);
}

/**
 * Refuses on a bare socket what could not be read as a request, and hangs up. What the client is still
 * sending is thrown away for a moment: a socket that is closed with data unread takes the answer with it.
 * @param {import('node:stream').Duplex} socket
 * @param {Refusal} refusal
 */
export function refuseSocket(socket, refusal) {
  const { body, headers } = parts(refusal);
  const lines = Object.entries({ ...headers, Date: new Date().toUTCString(), Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${head}\r\n${body}`);
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
