import { resolve } from 'node:path';
import { appNode, isNewEnough } from './node.mjs';
import { run } from './run.mjs';

/** The folder in which the command was typed. npm itself runs scripts in the root. */
const userFolder = () => process.env.INIT_CWD ?? process.cwd();

/**
 * Runs a script's main function on a Node that supports the SQLite driver: this one, or the app's own.
 * @param {() => Promise<number | void>} main
 * @throws {Failure} if there is none
 */
export async function onAppNode(main) {
  if (isNewEnough(process.versions.node)) return main();
  return run(appNode(), process.argv.slice(1), { env: { ...process.env, INIT_CWD: userFolder() } });
}

/** Resolves a path that the user has typed. @param {string} path */
export const resolveUserPath = (path) => resolve(userFolder(), path);
