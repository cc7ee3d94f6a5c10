import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appNode, nodeEnv } from './node.mjs';
import { ROOT } from './root.mjs';
import { Failure, run } from './run.mjs';

/** The pass-through that is measured beside ours; no dependency, since only a benchmark needs it. */
const PASS_THROUGH = { '@fal-ai/server-proxy': '1.2.1' };

/** As its README mounts it, with an upstream of ours in place of fal's. */
const ROUTE = `import { createRouteHandler } from '@fal-ai/server-proxy/nextjs';
export const { GET, POST, PUT } = createRouteHandler({
  allowedUrlPatterns: [process.env.UPSTREAM_HOST + '/**'],
});
`;

/** Our own versions of what both apps are made of. */
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
 * Makes a bare Next app of our versions, with nothing in it but the npm package @fal-ai/server-proxy, and
 * builds it.
 * @returns {Promise<string>} its folder, a temporary one that the caller deletes
 * @throws {Failure}
 */
export async function makePassThrough() {
  const folder = mkdtempSync(join(tmpdir(), 'bottega-pass-through-'));
  writeApp(folder);
  const env = nodeEnv({ NODE_ENV: 'production' });
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const install = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  const made =
    (await run('npm', install, { env, cwd: folder })) === 0 &&
    (await run(appNode(), [next, 'build'], { env, cwd: folder })) === 0;
  if (made) return folder;
  throw new Failure(`The pass-through to compare with could not be made in ${folder}: see above.`);
}
