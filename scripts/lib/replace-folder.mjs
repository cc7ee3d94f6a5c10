import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './run.mjs';

/**
 * Makes a folder by `fill` and puts it where `folder` says; an earlier bundle there is kept as
 * `<folder>.old`, and a server that runs from it goes on until it is started again.
 *
 * @param {string} folder absolute
 * @param {(fresh: string) => void} fill makes the folder that it is given
 * @throws {Failure} when something else is there
 */
export function replaceFolder(folder, fill) {
  if (existsSync(folder) && !existsSync(join(folder, '.next/BUILD_ID'))) {
    throw new Failure(`${folder} exists and is no bundle of Bottega: name another folder.`);
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
