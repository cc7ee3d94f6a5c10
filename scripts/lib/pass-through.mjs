import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appNode, nodeEnv } from './node.mjs';
import { ROOT } from './root.mjs';
import { Failure, run } from './run.mjs';

/** The proxy that the benchmark compares with. Not a dependency: nothing else needs it. */
const PASS_THROUGH = { '@fal-ai/server-proxy': '1.2.1' };

/** Mounted as in its README, but in front of the benchmark's own upstream. */
const ROUTE = `import { createRouteHandler } from '@fal-ai/server-proxy/nextjs';
export const { GET, POST, PUT } = createRouteHandler({
  allowedUrlPatterns: [process.env.UPSTREAM_HOST + '/**'],
});
`;

/** The versions of Next and React that Bottega uses. */
function ownVersions() {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { next, react, 'react-dom': reactDom } = dependencies;
  return { next, react, 'react-dom': reactDom };
}

/** @param {string} folder */
function writeApp(folder) {
  const dependencies = { ...ownVersions(), ...PASS_THROUGH };
  const files = {
    'package.json': JSON.stringify({ private: true, type: 'module', dependencies }),
    'next.config.mjs': 'export default { turbopack: { root: import.meta.dirname } };\n',
    'app/api/fal/proxy/route.js': ROUTE,
  };
  mkdirSync(join(folder, 'app/api/fal/proxy'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/**
 * Creates and builds a minimal Next app that contains only the npm package @fal-ai/server-proxy.
 * @returns {Promise<string>} its temporary folder, which the caller deletes
 * @throws {Failure}
 */
export async function buildPassThrough() {
  const folder = mkdtempSync(join(tmpdir(), 'bottega-pass-through-'));
  writeApp(folder);
  const env = nodeEnv({ NODE_ENV: 'production' });
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const install = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  const isBuilt =
    (await run('npm', install, { env, cwd: folder })) === 0 &&
    (await run(appNode(), [next, 'build'], { env, cwd: folder })) === 0;
  if (isBuilt) return folder;
  throw new Failure(`The proxy for the comparison could not be built in ${folder}, see above.`);
}
