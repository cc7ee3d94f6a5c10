import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED_NODE } from './node.mjs';
import { ROOT } from './root.mjs';
import { Failure, run } from './run.mjs';

/** The first version with `util.parseEnv`: what the scripts run on until npm's Node is there. */
export const MIN_NODE = [20, 12];

/** @param {string} path */
function packagesOf(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
}

/**
 * Whether the installed packages are those of a lockfile. Optional packages may be missing on this
 * platform, and packages that npm marks as extraneous are locked but never installed.
 *
 * @param {Record<string, { version?: string, optional?: boolean, extraneous?: boolean }>} locked
 * @param {Record<string, { version?: string }>} installed both by path, as in lockfiles
 */
export function matchesLockfile(locked, installed) {
  return Object.entries(locked).every(
    ([path, { version, optional, extraneous }]) =>
      path === '' || optional || extraneous || installed[path]?.version === version,
  );
}

/** Whether the packages of package-lock.json are installed, by npm's own record. */
export function isInstalled() {
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
  return matchesLockfile(
    packagesOf('package-lock.json'),
    packagesOf('node_modules/.package-lock.json'),
  );
}

// With NODE_ENV=production npm would not install the build tools.
const env = { ...process.env, NODE_ENV: 'development' };

/** Runs the install script of the npm package `node`, which fetches its binary. .npmrc disables all others. */
async function fetchNode() {
  if (existsSync(BUNDLED_NODE)) return;
  await run('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], { env });
}

/**
 * Installs the packages of the lockfile, Node included, if they are not installed yet.
 * @throws {Failure}
 */
export async function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    throw new Failure(
      `Bottega needs Node ${MIN_NODE.join('.')} or newer, but this is Node ${process.versions.node}.`,
    );
  }
  if (!isInstalled()) {
    console.log('Installing packages (about a minute) ...');
    if ((await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env })) !== 0) {
      throw new Failure(
        'The packages could not be installed, see above. Check the network and try again.',
      );
    }
  }
  await fetchNode();
}
