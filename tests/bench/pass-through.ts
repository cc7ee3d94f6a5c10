import { join } from 'node:path';
import { cleanEnv } from '../../scripts/lib/clean-env.mjs';
import { startChild } from '../setup/child';
import { freePort } from '../setup/free-port';

/**
 * Starts the bare app around @fal-ai/server-proxy that `npm run bench:proxy` has built.
 * @param upstreamHost host and port
 */
export async function startPassThrough(upstreamHost: string) {
  const folder = process.env.BENCH_PASS_THROUGH;
  if (!folder)
    throw new Error(
      'The pass-through app is not built. Run `npm run bench:proxy`, which builds it.',
    );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/fal/proxy`;
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const args = [next, 'start', '-p', String(port), '-H', '127.0.0.1'];
  const { stop } = await startChild(process.execPath, args, {
    env: cleanEnv({ FAL_KEY: 'a-key-for-the-benchmark', UPSTREAM_HOST: upstreamHost }),
    cwd: folder,
    // It rejects a request without a target: then it is up.
    isUp: async () => (await fetch(url)).status === 400,
  });
  return { url, stop };
}
