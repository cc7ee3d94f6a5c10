import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withFailedPages } from './failed-pages.mjs';

/**
 * A standalone build has no next.config.mjs: Next reads the configuration of the build from this variable,
 * which the generated `server.js` would set.
 * @param {string} folder
 */
function useBuiltConfig(folder) {
  if (existsSync(join(folder, 'next.config.mjs'))) return;
  const { config } = JSON.parse(
    readFileSync(join(folder, '.next/required-server-files.json'), 'utf8'),
  );
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/** How long work may go on once no request is under way, ms. `stop.mjs` ends the process soon after. */
const FINISH_MS = 12_000;

/** What lib/shutdown.ts offers to this server, which cannot import it: Next bundles it. */
const shutdown = () => globalThis[Symbol.for('bottega.shutdown')];

/**
 * Starts the built app: checks the configuration and opens the database. Exits the process if that fails.
 * @param {{ folder: string, host: string, port: number }} options `folder` contains `.next`
 */
export async function startNext({ folder, host, port }) {
  process.env.NODE_ENV = 'production';
  // lib/overwrite-forwarded.ts leaves the headers of requests to this server.
  globalThis[Symbol.for('bottega.front')] = true;
  useBuiltConfig(folder);
  const { default: next } = await import('next');
  const app = next({ dev: false, dir: folder, port, ...(host ? { hostname: host } : {}) });
  await app.prepare();
  return {
    handle: withFailedPages(app.getRequestHandler()),
    stop: () => shutdown()?.stop(),
    close: async () => {
      const until = performance.now() + FINISH_MS;
      await Promise.race([app.close(), sleep(FINISH_MS, undefined, { ref: false })]);
      await shutdown()?.finish(Math.max(0, until - performance.now()));
    },
  };
}
