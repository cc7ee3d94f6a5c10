import { Server } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long running requests may go on after a signal, ms. */
const DRAIN_MS = 10_000;
/** How long the app may then take for the work that it does after responses, ms. */
const CLOSE_MS = 15_000;
/**
 * How long idle connections stay open, ms. A client that is busy on one has sent its next request by then and
 * has been told to close the connection. One that is closed at once loses the request that is on its way.
 */
const IDLE_MS = 1_000;
/** How often connections that have become idle are closed afterwards, ms. */
const IDLE_CHECK_MS = 50;

/** How long the server goes on accepting connections that wait for it, ms. */
const ACCEPT_MS = 1_000;
/** None waits any more after so many turns of the event loop without one. */
const QUIET_TURNS = 3;

/** Tells clients to open a new connection for their next request: running responses and all that follow. */
function announceClose(server, running) {
  for (const response of running) response.shouldKeepAlive = false;
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
}

/**
 * Lets the server accept the connections that wait for it. Of a busy process many do, each with a request on its way, for
 * Node accepts one in each turn of the event loop; they are reset when the server stops listening.
 */
async function acceptWaiting(server) {
  const until = performance.now() + ACCEPT_MS;
  let quiet = 0;
  server.prependListener('connection', () => {
    quiet = 0;
  });
  for (; quiet < QUIET_TURNS && performance.now() < until; quiet++) await nextTurn();
}

/** Accepts no new connections; resolves when the last one has ended or the time is up. */
function drain(server) {
  return new Promise((resolve) => {
    let idle;
    const grace = setTimeout(() => {
      idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    }, IDLE_MS);
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // Not the HTTP server's own `close`, which also closes idle connections at once.
    Server.prototype.close.call(server, () => {
      clearTimeout(grace);
      clearInterval(idle);
      clearTimeout(deadline);
      resolve(undefined);
    });
  });
}

/** The responses that have not ended. */
function trackRunning(server) {
  const running = new Set();
  server.prependListener('request', (_request, response) => {
    running.add(response);
    response.once('close', () => running.delete(response));
  });
  return running;
}

/**
 * Shuts down gracefully on SIGTERM and SIGINT: drains the server, closes the app, exits.
 *
 * Further signals are ignored: on Ctrl-C the terminal, npm and scripts/start.mjs each send one. That is why
 * `close-with-grace` is not used, which exits at once on the second signal.
 * @param {import('node:http').Server} server
 * @param {{ stop: () => void, close: () => Promise<unknown> }} app `stop` ends background work when the signal
 *   arrives, `close` waits for the rest
 */
export function stopOnSignal(server, app) {
  const running = trackRunning(server);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    app.stop();
    announceClose(server, running);
    await acceptWaiting(server);
    await drain(server);
    setTimeout(() => process.exit(1), CLOSE_MS);
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}
