import { createServer } from 'node:http';
import { sendBusyPage } from './busy-page.mjs';
import { allowCompression } from './compress.mjs';
import { corsHeaders, originIn } from './cors.mjs';
import { allowWaiting, DEADLINES, limitLeftoverBody, limitResponse } from './deadlines.mjs';
import { forwardedHeaders } from './forwarded-headers.mjs';
import { closeSoon, reject, rejectSocket } from './reject.mjs';
import { METHODS, methodNotAllowed, rejectionFor, rejectionForParseError } from './rejections.mjs';
import { isPage, RenderQueue, whenRendered } from './render-queue.mjs';
import { toOriginForm } from './request-target.mjs';
import { completeHeaders } from './response-headers.mjs';
import { removeRouterHeaders } from './router-headers.mjs';
import { HSTS } from './security-headers.mjs';
import { sendFile } from './static-files.mjs';
import { parseTrust } from './trusted-proxies.mjs';

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

/** How long a client may read nothing of its response, ms. */
const IDLE_MS = 120_000;
/** More connections than a proxy or a few hundred browsers open; further ones are closed at once. */
const MAX_CONNECTIONS = 4_000;

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

/**
 * What the server does besides passing requests on.
 * @typedef {object} Site
 * @property {boolean} [https] whether browsers reach this server by https
 * @property {string[]} [allowedOrigins] origins whose pages may read rejections
 * @property {import('./trusted-proxies.mjs').Trust} [trust] which proxies are believed; none by default
 * @property {ReturnType<typeof import('./static-files.mjs').staticFiles>} [findFile] finds static files
 * @property {RenderQueue} [queue] of the pages
 * @property {import('./deadlines.mjs').Deadlines} [deadlines]
 */

/**
 * The HTTP server in front of the app. Sends static files, rejects the requests that Next would handle badly or
 * not at all with a JSON error, limits how many pages are rendered at once, and passes on all others.
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>} handle
 * @param {import('node:http').ServerOptions} [overrides] of the usual limits
 * @param {Site} [site]
 * @returns {import('node:http').Server}
 */
export function createAppServer(handle, overrides = {}, site = {}) {
  const { https = false, allowedOrigins = [], findFile = () => undefined } = site;
  const { queue = new RenderQueue(), deadlines = DEADLINES, trust = parseTrust() } = site;
  const setForwarded = forwardedHeaders(trust, (sentence) => console.warn(sentence));
  /** The last response of each connection. @type {WeakMap<object, import('node:http').ServerResponse>} */
  const responses = new WeakMap();
  const rejected = new WeakSet();

  const rejectWith = (request, response, rejection) => {
    const { origin, 'x-request-id': id } = request.headers;
    const headers = { ...rejection.headers, ...corsHeaders(allowedOrigins, origin) };
    reject(response, { ...rejection, headers }, id);
  };
  const rejectSocketWith = (socket, rejection, packet) => {
    const cors = corsHeaders(allowedOrigins, originIn(packet));
    const hsts = https ? { 'Strict-Transport-Security': HSTS } : {};
    rejectSocket(socket, { ...rejection, headers: { ...rejection.headers, ...cors, ...hsts } });
  };

  const passOn = (request, response) =>
    handle(request, response).catch((error) => {
      console.error(error);
      if (response.headersSent) return void response.destroy();
      rejectWith(request, response, INTERNAL);
    });

  const render = async (request, response) => {
    const admitted = await queue.enter(response);
    if (!admitted) return sendBusyPage(request, response);
    whenRendered(response, () => queue.leave());
    allowCompression(request, response);
    passOn(request, response);
  };

  const server = createServer({ ...OPTIONS, ...overrides }, (request, response) => {
    responses.set(request.socket, response);
    limitLeftoverBody(request, response, deadlines);
    limitResponse(request, response, deadlines);
    completeHeaders(response, https);
    toOriginForm(request);
    allowWaiting(request);
    setForwarded(request);
    const rejection = rejectionFor(request);
    if (rejection) return rejectWith(request, response, rejection);
    if (request.url === '*') {
      return response
        .writeHead(204, { Allow: METHODS, 'Cache-Control': 'private, no-store' })
        .end();
    }
    removeRouterHeaders(request);
    const file = findFile(request.url);
    if (!file && isPage(request)) return render(request, response);
    allowCompression(request, response);
    if (file) return sendFile(request, response, file, (why) => rejectWith(request, response, why));
    passOn(request, response);
  });
  server.timeout = IDLE_MS;
  server.maxConnections = MAX_CONNECTIONS;

  server.on('clientError', (error, socket) => {
    // Each further chunk of a malformed request raises this event again.
    if (rejected.has(socket)) return;
    rejected.add(socket);
    const response = responses.get(socket);
    // Anything written now would end up inside that response.
    const isBusy = response !== undefined && !response.writableFinished;
    if (isBusy && response.writableEnded) return closeSoon(socket);
    if (isBusy || !socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    rejectSocketWith(socket, rejectionForParseError(error), error.rawPacket);
  });
  server.on('connect', (_request, socket) => rejectSocketWith(socket, methodNotAllowed()));
  server.on('checkExpectation', (request, response) =>
    rejectWith(request, response, UNKNOWN_EXPECTATION),
  );
  return server;
}
