import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './run.mjs';

/**
 * Creates a bundle with `fill` and moves it to `folder`. An earlier bundle there is kept as `<folder>.old`;
 * a server that runs from it keeps running until it is restarted.
 *
 * @param {string} folder absolute
 * @param {(fresh: string) => void} fill creates the bundle at the given path
 * @throws {Failure} if something other than a bundle is there
 */
export function replaceFolder(folder, fill) {
  if (existsSync(folder) && !existsSync(join(folder, '.next/BUILD_ID'))) {
    throw new Failure(`${folder} exists and is not a bundle of Bottega. Choose another folder.`);
  }
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  fill(fresh);
  if (existsSync(folder)) {
    rmSync(`${folder}.old`, { recursive: true, force: true });
    renameSync(folder, `${folder}.old`);
  }
  renameSync(fresh, folder);
}
