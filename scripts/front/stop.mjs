import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long requests that are being answered may go on after a signal, ms. */
const PATIENCE_MS = 10_000;

/**
 * Ends the process when it is told to: takes nothing new, lets what runs come to its end, then closes the
 * app, which waits for work that outlives answers. A second signal ends it at once.
 * @param {import('node:http').Server} server
 * @param {() => Promise<void>} close
 */
export function stopOnSignal(server, close) {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    server.close();
    server.closeIdleConnections();
    const patience = new AbortController();
    await Promise.race([
      once(server, 'close', patience),
      sleep(PATIENCE_MS, undefined, patience),
    ]).finally(() => patience.abort());
    server.closeAllConnections();
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}
