import { createServer } from 'node:http';
import { refuse, refuseSocket } from './reject.mjs';
import { methodRefused, refusalOf, unreadable } from './rejections.mjs';

const LIMITS = {
  /** Address and headers together, bytes. `refusals.mjs` says it in words. */
  maxHeaderSize: 16 * 1024,
  /** How long headers, and all of a request, may take to arrive, ms. */
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  /** Longer than proxies keep theirs (nginx: 60 s): they would write into one that has just been closed. */
  keepAliveTimeout: 65_000,
  // The front says so itself, in JSON.
  requireHostHeader: false,
  // No upgrade is spoken here; the request is answered as if it had not asked for one.
  shouldUpgradeCallback: () => false,
};

const FAILED = {
  status: 500,
  code: 'internal',
  message: 'Something went wrong here. Try again; it has been logged.',
};

/** How long a body that nobody reads may go on after the answer, ms. */
const LEFTOVER_MS = 2_000;

/** Ends the connection of a client that goes on sending a body after its answer. */
function cutLeftovers(request, response) {
  // Taken now: a request whose body was given up has no socket any more.
  const { headers, socket } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  response.once('finish', () => {
    if (request.complete) return;
    setTimeout(() => request.complete || socket.destroy(), LEFTOVER_MS).unref();
  });
}

/** What scripts ask; pages are everything else. */
const API = /^\/(?:v1|api)\//;

/** Next's browser part asks for pages with these; the API would redirect whoever sends them elsewhere. */
function withoutRouterHeaders(headers) {
  for (const name of Object.keys(headers)) {
    if (name === 'rsc' || name.startsWith('next-router-')) delete headers[name];
  }
}

/**
 * The HTTP server in front of the app: refuses, each with one JSON error, what the app cannot answer
 * well, and hands over the rest.
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>} handle
 * @param {import('node:http').ServerOptions} [limits] in place of the usual ones
 * @returns {import('node:http').Server}
 */
export function createFront(handle, limits = {}) {
  /** The newest answer of a connection. @type {WeakMap<object, import('node:http').ServerResponse>} */
  const answers = new WeakMap();
  const refused = new WeakSet();

  const server = createServer({ ...LIMITS, ...limits }, (request, response) => {
    answers.set(request.socket, response);
    cutLeftovers(request, response);
    const refusal = refusalOf(request);
    if (refusal) return refuse(response, refusal, request.headers['x-request-id']);
    if (API.test(request.url ?? '')) withoutRouterHeaders(request.headers);
    handle(request, response).catch((error) => {
      console.error(error);
      if (response.headersSent) return void response.destroy();
      refuse(response, FAILED);
    });
  });

  server.on('clientError', (error, socket) => {
    // Every further piece of an unreadable request is an error of its own.
    if (refused.has(socket)) return;
    refused.add(socket);
    const answer = answers.get(socket);
    // Amid an answer nothing else may be written.
    const busy = answer !== undefined && !answer.writableFinished;
    if (busy || !socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    refuseSocket(socket, unreadable(error));
  });
  server.on('connect', (_request, socket) => refuseSocket(socket, methodRefused()));
  server.on('checkExpectation', (_request, response) =>
    refuse(response, {
      status: 417,
      code: 'invalid_request',
      message: 'The Expect header asks for something unknown. Send the request without it.',
    }),
  );
  return server;
}
