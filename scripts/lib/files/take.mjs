import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { syncToDisk } from '../sync-to-disk.mjs';

/** Why a hard link is not possible where a copy is: another disk, a file system or an owner that forbids it, or too many. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EACCES']);
/** What a process leaves that is killed while it writes a file. */
const UNFINISHED = /\.(?:fls-tmp|fls-part|partial)$/;

const sizeOf = (path) => statSync(path, { throwIfNoEntry: false })?.size;

/** Whether a folder has the picture of a row, with the size that the row names. */
export function hasPicture(root, { folder, bytes, main = 'full' }) {
  const size = sizeOf(join(root, folder, main));
  return bytes === null ? size > 0 : size === bytes;
}

/** Links a file to its new place, or copies it. It is there whole or not at all. */
function takeFile(source, target) {
  rmSync(target, { force: true });
  try {
    linkSync(source, target);
  } catch (error) {
    if (!NO_LINK.has(error.code)) throw error;
    const partial = `${target}.partial`;
    copyFileSync(source, partial, constants.COPYFILE_FICLONE);
    chmodSync(partial, 0o600);
    syncToDisk(partial);
    renameSync(partial, target);
  }
}

/** Creates a folder and those above it. @param {{ uid: number, gid: number }} [owner] */
function makeFolder(path, owner) {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (!owner || first === undefined) return;
  for (let at = path; at.length >= first.length; at = dirname(at)) {
    chownSync(at, owner.uid, owner.gid);
  }
}

/**
 * Brings the files of a result, a photo or a mask from one folder into another. A file is never changed once it is written, so both may
 * share it. The picture comes last: where it is, the rest is too.
 *
 * @param {string} from
 * @param {string} to
 * @param {{ folder: string, bytes: number | null, main?: string }} row
 * @param {{ uid: number, gid: number }} [owner] of what is created
 * @returns {'there' | 'taken' | 'missing'} `there`: nothing had to be done
 */
export function takeResult(from, to, row, owner) {
  if (hasPicture(to, row)) return 'there';
  if (!hasPicture(from, row)) return 'missing';
  const [source, target] = [join(from, row.folder), join(to, row.folder)];
  makeFolder(target, owner);
  try {
    const names = readdirSync(source).filter((name) => !UNFINISHED.test(name));
    const { main = 'full' } = row;
    for (const name of [...names.filter((name) => name !== main), main]) {
      takeFile(join(source, name), join(target, name));
      if (owner) chownSync(join(target, name), owner.uid, owner.gid);
    }
  } catch (error) {
    // Deleted while it was read, because nobody keeps the job any more.
    if (error.code === 'ENOENT') return 'missing';
    throw error;
  }
  syncToDisk(target);
  return 'taken';
}
