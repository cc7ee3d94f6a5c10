import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../run.mjs';
import { filesOf } from './backup-files.mjs';
import { queueAgainIn, storedPhotos, storedResults } from './stored.mjs';
import { takeResult } from './take.mjs';

/** Root gives what it creates to the user of the app. */
function ownerFor(database) {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(existsSync(database) ? database : dirname(database));
  return { uid, gid };
}

/**
 * Brings the files of a backup into the app's folder. Results whose files are neither beside the backup nor in the
 * app's folder are queued again in the fresh database: the app copies them anew, as far as their source still exists. If
 * there is not a single one, this is hardly the store of the app, and the rows stay as they are.
 *
 * @param {string} backup
 * @param {string} fresh the database that is about to replace the app's
 * @param {string} database the path of the app's database
 * @param {string} folder the app's folder of files
 * @returns {{ results: number, missing: number, photos: number, lostPhotos: number }}
 * @throws {Failure}
 */
export function restoreFiles(backup, fresh, database, folder) {
  try {
    const owner = ownerFor(database);
    const rows = storedResults(fresh);
    const missing = rows.filter(
      (row) => takeResult(filesOf(backup), folder, row, owner) === 'missing',
    );
    if (missing.length < rows.length) queueAgainIn(fresh, missing);
    const photos = storedPhotos(fresh);
    const lost = photos.filter(
      (row) => takeResult(filesOf(backup), folder, row, owner) === 'missing',
    );
    return {
      results: rows.length - missing.length,
      missing: missing.length,
      photos: photos.length,
      lostPhotos: lost.length,
    };
  } catch (error) {
    throw new Failure(
      `The files of results cannot be brought into ${folder} (${error.message}). The database was not changed.`,
    );
  }
}
