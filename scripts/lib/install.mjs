import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED_NODE } from './node.mjs';
import { ROOT } from './root.mjs';
import { Failure, run } from './run.mjs';

const OLDEST_NODE = 20;

/** @param {string} path */
function packagesOf(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
}

/**
 * Whether what is installed is what a lockfile asks for. Optional packages are for some platforms only,
 * and what npm calls extraneous it locks but never installs.
 *
 * @param {Record<string, { version?: string, optional?: boolean, extraneous?: boolean }>} locked
 * @param {Record<string, { version?: string }>} installed both by path, as lockfiles have them
 */
export function fits(locked, installed) {
  return Object.entries(locked).every(
    ([path, { version, optional, extraneous }]) =>
      path === '' || optional || extraneous || installed[path]?.version === version,
  );
}

/** Whether what npm says it has installed is what the lockfile asks for on this platform. */
export function isInstalled() {
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
  return fits(packagesOf('package-lock.json'), packagesOf('node_modules/.package-lock.json'));
}

// With NODE_ENV=production npm would leave the build tools out.
const env = { ...process.env, NODE_ENV: 'development' };

/** The one script that must run: it fetches the binary of the npm package `node`. */
async function fetchNode() {
  if (existsSync(BUNDLED_NODE)) return;
  await run('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], { env });
}

/**
 * Installs what the lockfile names, if it is not there, Node included.
 * @throws {Failure} with what to do
 */
export async function install() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new Failure(`Bottega needs Node 20 or newer and this is ${process.versions.node}.`);
  }
  if (!isInstalled()) {
    console.log('Installing what is missing (a minute or so) ...');
    if ((await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env })) !== 0) {
      throw new Failure(
        'The packages could not be installed: see above. Check the network and try again.',
      );
    }
  }
  await fetchNode();
}
