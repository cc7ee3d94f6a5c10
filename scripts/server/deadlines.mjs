export const DEADLINES = {
  /** How long a client may go on sending a body after its response, ms. */
  leftoverMs: 2_000,
  /** How long a client may take to read a response, ms: enough for 40 MB at 50 KB a second. */
  responseMs: 15 * 60_000,
};

/** @typedef {typeof DEADLINES} Deadlines */

/**
 * Reads what a client still sends of a body that the app has given up, so that the connection can serve its next
 * request, and closes the connection of a client that keeps sending.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Deadlines} deadlines
 */
export function limitLeftoverBody(request, response, { leftoverMs }) {
  // Read now: once a body was given up, the request has no socket.
  const { headers, socket } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  response.once('finish', () => {
    if (request.complete) return;
    // Next passes the body on through a stream that nobody reads any more.
    request.unpipe();
    request.resume();
    setTimeout(() => request.complete || socket.destroy(), leftoverMs).unref();
  });
}

/**
 * Closes the connection of a client that has not read its response in time, however steadily it reads. A client that
 * reads nothing at all is closed earlier, by the server's own `timeout`.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Deadlines} deadlines
 */
export function limitResponse({ socket }, response, { responseMs }) {
  const deadline = setTimeout(() => socket.destroy(), responseMs).unref();
  response.once('close', () => clearTimeout(deadline));
}

/** How long a request that starts a job may wait for it, ms: longer than `app/v1/[name]/modes.ts` does. */
const WAITING_MS = 300_000;

/**
 * Lets a request that starts a job through the drop-in wait for its end, while nothing is sent either way. The next
 * request of the connection has the usual limit again.
 * @param {import('node:http').IncomingMessage} request
 */
export function allowWaiting({ method, url = '', socket }) {
  if (method === 'POST' && url.startsWith('/v1/')) socket.setTimeout(WAITING_MS);
}
