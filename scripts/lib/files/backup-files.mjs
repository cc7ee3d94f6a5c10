import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../run.mjs';
import { syncToDisk } from '../sync-to-disk.mjs';
import { queueAgainIn, storedPhotos, storedResults } from './stored.mjs';
import { takeResult } from './take.mjs';

// The backups in a folder share one folder of files: a result that ten of them have is there once. Each database names
// the files that belong to it, so it is the manifest.

/** The folder with the files of all backups beside it. @param {string} backup the path of a backup */
export const filesOf = (backup) => join(dirname(backup), 'bottega-files');

/** The folders in it. */
const KINDS = ['results', 'photos', 'masks'];

/** @typedef {{ results: number, taken: number, missing: number, photos: number, lostPhotos: number }} Taken */

/**
 * Brings every file that a backup refers to into the folder beside it. What has been deleted since the backup began, or
 * is missing, is queued again in the backup, so that it refers to no file that is not there. A photo cannot be queued: it is
 * counted. If no result is there, this is
 * hardly the store of the app, and the rows stay as they are.
 *
 * @param {string} from the app's folder of files
 * @param {string} backup a database that has not got its final name yet
 * @returns {Taken}
 * @throws {Failure}
 */
export function takeFiles(from, backup) {
  const to = filesOf(backup);
  if (resolve(to) === resolve(from)) {
    throw new Failure(`${to} is the folder of the app itself. Back up into another folder.`);
  }
  const rows = storedResults(backup);
  const taken = { results: rows.length, taken: 0, missing: 0 };
  const missing = [];
  for (const row of rows) {
    const outcome = takeResult(from, to, row);
    if (outcome === 'taken') taken.taken += 1;
    if (outcome === 'missing') missing.push(row);
  }
  if (missing.length < rows.length) queueAgainIn(backup, missing);
  const photos = storedPhotos(backup);
  const lost = photos.filter((row) => takeResult(from, to, row) === 'missing');
  for (const folder of [to, ...KINDS.map((kind) => join(to, kind))])
    if (existsSync(folder)) syncToDisk(folder);
  syncToDisk(backup);
  return { ...taken, missing: missing.length, photos: photos.length, lostPhotos: lost.length };
}

const isDatabase = (name) => !/-(?:wal|shm|journal)$/.test(name);

/** The folders that any database beside them refers to; null if one cannot be read, or is not finished. */
function referenced(folder) {
  const found = new Set();
  for (const name of readdirSync(folder).filter(isDatabase)) {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    if (name.endsWith('.partial')) return null;
    try {
      for (const row of storedResults(path)) found.add(row.folder);
      for (const row of storedPhotos(path)) found.add(row.folder);
    } catch (error) {
      if (error.code !== 'SQLITE_NOTADB') return null;
    }
  }
  return found;
}

/**
 * Deletes the files that no backup in a folder refers to any more. If one of them cannot be read, all files stay.
 * @param {string} folder of the backups
 */
export function pruneFiles(folder) {
  const kinds = KINDS.filter((kind) => existsSync(join(folder, 'bottega-files', kind)));
  if (kinds.length === 0) return;
  const kept = referenced(folder);
  if (kept === null) return;
  for (const kind of kinds) {
    const all = join(folder, 'bottega-files', kind);
    for (const name of readdirSync(all)) {
      if (!kept.has(`${kind}/${name}`)) rmSync(join(all, name), { recursive: true, force: true });
    }
  }
}
