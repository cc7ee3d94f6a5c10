import { resolve } from 'node:path';
import { appNode, isNewEnough } from './node.mjs';
import { run } from './run.mjs';

/** The folder that relative paths of a command are meant from: npm runs scripts in the package's own. */
const typedIn = () => process.env.INIT_CWD ?? process.cwd();

/**
 * Runs a script's main function on a Node that its SQLite driver bears: this one, or the app's own.
 * @param {() => Promise<number | void>} main
 * @throws {Failure} when there is none
 */
export async function onAppNode(main) {
  if (isNewEnough(process.versions.node)) return main();
  return run(appNode(), process.argv.slice(1), { env: { ...process.env, INIT_CWD: typedIn() } });
}

/** A path as the person means it who typed it. @param {string} path */
export const typedPath = (path) => resolve(typedIn(), path);
