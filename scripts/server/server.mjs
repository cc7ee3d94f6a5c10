import { createServer } from 'node:http';
import { reject, rejectSocket } from './reject.mjs';
import { methodNotAllowed, rejectionFor, rejectionForParseError } from './rejections.mjs';

const OPTIONS = {
  /** URL and headers together, bytes. The message in `rejections.mjs` repeats it. */
  maxHeaderSize: 16 * 1024,
  /** How long the headers, and the whole request, may take to arrive, ms. */
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  /** Longer than a proxy's (nginx: 60 s), so that a proxy never reuses a connection that was just closed. */
  keepAliveTimeout: 65_000,
  // `rejectionFor` checks it, for a JSON response.
  requireHostHeader: false,
  // No protocol upgrade is supported: a request for one is handled as an ordinary request.
  shouldUpgradeCallback: () => false,
};

const INTERNAL = {
  status: 500,
  code: 'internal',
  message: 'Something went wrong on the server. The error was logged. Try again.',
};

const UNKNOWN_EXPECTATION = {
  status: 417,
  code: 'invalid_request',
  message: 'The value of the Expect header is not supported. Remove the header.',
};

/** How long a client may go on sending a body after its response, ms. */
const LEFTOVER_MS = 2_000;

/** Closes the connection of a client that keeps sending a body after its response. */
function limitLeftoverBody(request, response) {
  // Read now: once a body was given up, the request has no socket.
  const { headers, socket } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  response.once('finish', () => {
    if (request.complete) return;
    setTimeout(() => request.complete || socket.destroy(), LEFTOVER_MS).unref();
  });
}

const API_PATH = /^\/(?:v1|api)\//;

/** Next's client router sends these for pages. On an API route they would make Next redirect. */
function removeRouterHeaders(headers) {
  for (const name of Object.keys(headers)) {
    if (name === 'rsc' || name.startsWith('next-router-')) delete headers[name];
  }
}

/**
 * The HTTP server in front of the app. Rejects the requests that Next would handle badly or
 * not at all with a JSON error, and passes on all others.
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>} handle
 * @param {import('node:http').ServerOptions} [overrides] of the usual limits
 * @returns {import('node:http').Server}
 */
export function createAppServer(handle, overrides = {}) {
  /** The last response of each connection. @type {WeakMap<object, import('node:http').ServerResponse>} */
  const responses = new WeakMap();
  const rejected = new WeakSet();

  const server = createServer({ ...OPTIONS, ...overrides }, (request, response) => {
    responses.set(request.socket, response);
    limitLeftoverBody(request, response);
    const rejection = rejectionFor(request);
    if (rejection) return reject(response, rejection, request.headers['x-request-id']);
    if (API_PATH.test(request.url ?? '')) removeRouterHeaders(request.headers);
    handle(request, response).catch((error) => {
      console.error(error);
      if (response.headersSent) return void response.destroy();
      reject(response, INTERNAL);
    });
  });

  server.on('clientError', (error, socket) => {
    // Each further chunk of a malformed request raises this event again.
    if (rejected.has(socket)) return;
    rejected.add(socket);
    const response = responses.get(socket);
    // Anything written now would end up inside that response.
    const isBusy = response !== undefined && !response.writableFinished;
    if (isBusy || !socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    rejectSocket(socket, rejectionForParseError(error));
  });
  server.on('connect', (_request, socket) => rejectSocket(socket, methodNotAllowed()));
  server.on('checkExpectation', (_request, response) => reject(response, UNKNOWN_EXPECTATION));
  return server;
}
