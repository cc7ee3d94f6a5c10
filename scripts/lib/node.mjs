import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** Where the npm package `node` puts its binary. */
export const BUNDLED_NODE = join(ROOT, 'node_modules/node/bin/node');

/** Whether the app and its SQLite driver run on a Node. @param {string} version such as 22.14.0 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/**
 * The Node that runs the app: the one from npm, or this one where the package has none for the platform.
 * @returns {string} a path
 */
export function appNode() {
  if (existsSync(BUNDLED_NODE)) return BUNDLED_NODE;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new Failure(
    `Bottega needs Node 22.18 or newer and this is ${process.versions.node}: run npm start, which brings its own, or install Node 24.`,
  );
}

/**
 * Surroundings in which `node` and the tools of node_modules/.bin are the app's own.
 * @param {Record<string, string>} [own] variables to add
 * @param {Record<string, string | undefined>} [base]
 */
export function nodeEnv(own = {}, base = process.env) {
  const path = [dirname(appNode()), join(ROOT, 'node_modules/.bin'), base.PATH].join(delimiter);
  return { ...base, PATH: path, NEXT_TELEMETRY_DISABLED: '1', ...own };
}

/** The path of Next's command. */
export const NEXT = join(ROOT, 'node_modules/next/dist/bin/next');

/** The path of the program that serves the built app. */
export const SERVE = join(ROOT, 'scripts/serve.mjs');
