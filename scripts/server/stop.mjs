/** How long running requests may go on after a signal, ms. */
const DRAIN_MS = 10_000;
/** How long the app may then take for work that it does after responses, ms. */
const CLOSE_MS = 10_000;
/** How often idle connections are closed while the server drains, ms. */
const IDLE_CHECK_MS = 50;

/** Accepts no new connections; resolves when the last one has ended or the time is up. */
function drain(server) {
  return new Promise((resolve) => {
    // A closing server still keeps a connection alive after its last response.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(deadline);
      resolve(undefined);
    });
  });
}

/**
 * Shuts down gracefully on SIGTERM and SIGINT: drains the server, closes the app, exits.
 *
 * Further signals are ignored: on Ctrl-C the terminal, npm and scripts/start.mjs each send one. That is why
 * `close-with-grace` is not used, which exits at once on the second signal.
 * @param {import('node:http').Server} server
 * @param {() => Promise<void>} close closes the app
 */
export function stopOnSignal(server, close) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await drain(server);
    setTimeout(() => process.exit(1), CLOSE_MS);
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}
