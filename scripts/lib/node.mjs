import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** The binary of the npm package `node`. */
export const BUNDLED_NODE = join(ROOT, 'node_modules/node/bin/node');

/** Whether a version of Node runs the app and its SQLite driver. @param {string} version such as 22.14.0 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/**
 * The path of the Node that runs the app: npm's, or this one if npm has none for the platform.
 * @returns {string}
 * @throws {Failure} if neither is new enough
 */
export function appNode() {
  if (existsSync(BUNDLED_NODE)) return BUNDLED_NODE;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new Failure(
    `Bottega needs Node 22.18 or newer, but this is Node ${process.versions.node}. Run npm start, which installs its own, or install Node 24.`,
  );
}

/**
 * An environment in which `node` and the tools of node_modules/.bin are first on the PATH.
 * @param {Record<string, string>} [own] variables to add
 * @param {Record<string, string | undefined>} [base]
 */
export function nodeEnv(own = {}, base = process.env) {
  const path = [dirname(appNode()), join(ROOT, 'node_modules/.bin'), base.PATH].join(delimiter);
  return { ...base, PATH: path, NEXT_TELEMETRY_DISABLED: '1', ...own };
}

/** Next's command. */
export const NEXT = join(ROOT, 'node_modules/next/dist/bin/next');

/**
 * Node's arguments that serve the built app. Small spaces for new objects, MB: what files are read into is freed with
 * them, so that large ones take 40 MB of memory in place of 70, and a process that does nothing takes a third less.
 */
export const SERVE = ['--max-semi-space-size=4', join(ROOT, 'scripts/serve.mjs')];
