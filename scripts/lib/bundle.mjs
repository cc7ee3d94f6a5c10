import { cpSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BUNDLED_NODE } from './node.mjs';
import { replaceFolder } from './replace-folder.mjs';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** Next's own folder of all that a server needs; scripts/lib/build.mjs asks for it. */
const STANDALONE = join(ROOT, '.next/standalone');

/** What the server needs beside it, from the root. */
const BESIDE = ['.next/static', 'public', 'scripts', 'LICENSE'];

/**
 * Next copies `.env` files along: in a folder that travels, nobody's secrets may be. And it makes a server
 * of its own, in front of which nothing would stand.
 */
const mayTravel = (path) =>
  !basename(path).startsWith('.env') && path !== join(STANDALONE, 'server.js');

function copyInto(folder) {
  // Its links lead to neighbours: made absolute, they would lead out of the folder.
  const options = { recursive: true, filter: mayTravel, verbatimSymlinks: true };
  cpSync(STANDALONE, folder, options);
  for (const path of BESIDE) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  if (existsSync(BUNDLED_NODE)) cpSync(BUNDLED_NODE, join(folder, 'node_modules/node/bin/node'));
}

/**
 * Puts the built app into a folder of its own, with what runs it and nothing that builds it: the server,
 * migrations, scripts, and Node where npm has brought it. Takes the place of an earlier one.
 *
 * @param {string} folder absolute
 * @throws {Failure}
 */
export function bundle(folder) {
  if (!existsSync(STANDALONE))
    throw new Failure('There is nothing to bundle: npm run bundle builds it.');
  replaceFolder(folder, copyInto);
}
