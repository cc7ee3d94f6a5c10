import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv } from '../../scripts/lib/clean-env.mjs';
import { startChild } from '../setup/child';
import { freePort } from '../setup/free-port';
import { temporaryFolder } from '../setup/temp-folder';

/** The pass-through that is measured beside ours. */
const PASS_THROUGH = { '@fal-ai/server-proxy': '1.2.1' };

/** Our own versions of what both apps are made of. */
function ownVersions(): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { next, react, 'react-dom': reactDom } = dependencies;
  return { next, react, 'react-dom': reactDom };
}

/** As its README mounts it, with our upstream in place of fal's. */
const ROUTE = `import { createRouteHandler } from '@fal-ai/server-proxy/nextjs';
export const { GET, POST, PUT } = createRouteHandler({
  allowedUrlPatterns: [process.env.UPSTREAM_HOST + '/**'],
});
`;

function writeApp(folder: string): void {
  const files = {
    'package.json': JSON.stringify({
      private: true,
      type: 'module',
      dependencies: { ...ownVersions(), ...PASS_THROUGH },
    }),
    'next.config.mjs': 'export default { turbopack: { root: import.meta.dirname } };\n',
    'app/api/fal/proxy/route.js': ROUTE,
  };
  mkdirSync(join(folder, 'app/api/fal/proxy'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function runToEnd(folder: string, env: NodeJS.ProcessEnv, file: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed.\n${stdout}${stderr}`);
}

/**
 * A bare Next app, of our versions, with nothing but the npm package @fal-ai/server-proxy in front of an
 * upstream. It is made, installed and built in a temporary folder; only the benchmark needs it.
 * @param upstreamHost host and port
 * @throws Error with what npm or Next wrote
 */
export async function startPassThrough(upstreamHost: string) {
  const folder = temporaryFolder();
  const env = cleanEnv({ FAL_KEY: 'a-key-for-the-benchmark', UPSTREAM_HOST: upstreamHost });
  try {
    writeApp(folder.path);
    // With the runner's own surroundings: they may say which registry there is.
    runToEnd(folder.path, process.env, 'npm', ['install', '--no-audit', '--no-fund']);
    const next = join(folder.path, 'node_modules/next/dist/bin/next');
    runToEnd(folder.path, env as NodeJS.ProcessEnv, process.execPath, [next, 'build']);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/api/fal/proxy`;
    const child = await startChild(
      process.execPath,
      [next, 'start', '-p', String(port), '-H', '127.0.0.1'],
      // Without a target it refuses, and is up.
      { env, cwd: folder.path, isUp: async () => (await fetch(url)).status === 400 },
    );
    const stop = async () => {
      await child.stop('SIGKILL');
      folder.remove();
    };
    return { url, stop };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
