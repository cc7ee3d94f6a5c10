import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { Failure, run } from './run.mjs';

const OLDEST_NODE = 20;

/** @param {string} path */
function packagesOf(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
}

/** Whether what npm says it has installed is what the lockfile asks for on this platform. */
export function isInstalled() {
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, wanted]) =>
      path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

/**
 * Installs what the lockfile names, if it is not there.
 * @throws {Failure} with what to do
 */
export async function install() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new Failure(`Bottega needs Node 20 or newer and this is ${process.versions.node}.`);
  }
  if (isInstalled()) return;
  console.log('Installing what is missing (a minute or so) ...');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    // With NODE_ENV=production npm would leave the build tools out.
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (code !== 0) {
    throw new Failure(
      'The packages could not be installed: see above. Check the network and try again.',
    );
  }
}
