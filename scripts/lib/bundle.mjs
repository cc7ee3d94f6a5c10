import { cpSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BUNDLED_NODE } from './node.mjs';
import { packageFolders } from './package-folders.mjs';
import { replaceFolder } from './replace-folder.mjs';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** Next's standalone output, which scripts/lib/build.mjs turns on. */
const STANDALONE = join(ROOT, '.next/standalone');

/** What the server needs besides it, relative to the root. */
const EXTRAS = ['.next/static', 'public', 'scripts', 'messages', 'LICENSE'];

/** What scripts/server imports. Next leaves it out of its output, or has it in the app's chunks. */
const SERVER_PACKAGES = ['compression', 'ipaddr.js', 'negotiator', 'send'];

/** What the commands import that work on files: npm run doctor, backup and restore. */
const COMMAND_PACKAGES = ['files-sdk', '@vercel/blob'];

/**
 * Leaves out the `.env` files, which Next copies: a bundle must contain no secrets. And Next's own
 * `server.js`, which would serve without the checks of scripts/server.
 */
const isBundled = (path) =>
  !basename(path).startsWith('.env') && path !== join(STANDALONE, 'server.js');

function copyInto(folder) {
  // Symbolic links must stay relative, or they would point out of the bundle.
  const options = { recursive: true, filter: isBundled, verbatimSymlinks: true };
  cpSync(STANDALONE, folder, options);
  for (const path of [
    ...EXTRAS,
    ...packageFolders(ROOT, [...SERVER_PACKAGES, ...COMMAND_PACKAGES]),
  ]) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  if (existsSync(BUNDLED_NODE)) cpSync(BUNDLED_NODE, join(folder, 'node_modules/node/bin/node'));
}

/**
 * Copies the built app and everything that runs it into a folder: server, migrations, scripts, and Node if
 * npm has installed it. Replaces an earlier bundle there.
 *
 * @param {string} folder absolute
 * @throws {Failure}
 */
export function bundle(folder) {
  if (!existsSync(STANDALONE))
    throw new Failure('There is no build. Use npm run bundle, which builds the app first.');
  replaceFolder(folder, copyInto);
}
