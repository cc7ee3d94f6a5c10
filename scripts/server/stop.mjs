/** How long requests that are being answered may go on after a signal, ms. */
const PATIENCE_MS = 10_000;
/** How long the app may then take for work that outlives answers, ms. */
const CLOSE_MS = 10_000;
/** How often connections are looked at that have just had their last answer, ms. */
const TIDY_EVERY_MS = 50;

/** Takes no new connection, and resolves when the last one is done or patience is. */
function drain(server) {
  return new Promise((resolve) => {
    // Node keeps a connection alive after its answer even when the server is closing.
    const tidy = setInterval(() => server.closeIdleConnections(), TIDY_EVERY_MS);
    const patience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearInterval(tidy);
      clearTimeout(patience);
      resolve(undefined);
    });
  });
}

/**
 * Ends the process when it is told to: takes nothing new, lets what runs come to its end, then closes the
 * app. Further signals change nothing: Ctrl-C reaches this process both from the terminal and from npm start.
 * @param {import('node:http').Server} server
 * @param {() => Promise<void>} close
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
