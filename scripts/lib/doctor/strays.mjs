import { existsSync } from 'node:fs';
import { Failure } from '../run.mjs';

/** A file that is younger may be about to get its row, ms. The protocol gives a copy one hour. */
const YOUNG_MS = 60 * 60_000;
/** This many files without a single row, or rows without a single file, look like the wrong database or store. */
const SUSPICIOUS = { files: 40, rows: 10 };

const folderOf = (key) => key.slice(0, key.lastIndexOf('/'));

/**
 * Takes a folder over for deletion, unless a row refers to it. From then on no copy can refer to it either.
 * @returns {Promise<boolean>}
 */
async function takeOver(db, folder) {
  const taken = await db.all(
    `INSERT INTO unreferenced_files (folder, delete_at)
     SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM results WHERE folder = ?)
       AND NOT EXISTS (SELECT 1 FROM photos WHERE folder = ?)
       AND NOT EXISTS (SELECT 1 FROM masks WHERE folder = ?)
     ON CONFLICT (folder) DO UPDATE SET delete_at = 0 RETURNING folder`,
    [folder, folder, folder, folder],
  );
  return taken.length > 0;
}

/** Files of folders that the app is writing, or is about to delete. */
async function pendingFolders(db) {
  return new Set(
    (await db.all('SELECT folder FROM unreferenced_files')).map(({ folder }) => folder),
  );
}

/**
 * Makes sure that database and store belong together: otherwise everything would be deleted, and copied again.
 *
 * @param {import('../files/open.mjs').Store} store
 * @param {import('./survey.mjs').Survey} survey
 * @throws {Failure}
 */
export function assertTogether(store, { results, strays, referenced }) {
  if (referenced > 0) return;
  if (results > 0 && store.folder && !existsSync(store.folder)) {
    throw new Failure(
      `There is no folder ${store.folder}, but ${results} results are in it. Set STORAGE_DIR to the folder that the app uses. Nothing was changed.`,
    );
  }
  if (strays.length <= SUSPICIOUS.files && results <= SUSPICIOUS.rows) return;
  throw new Failure(
    `None of the ${results} results in the database refers to any of the ${strays.length} files in ${store.name}. Check that DATABASE_URL and the store belong together. Nothing was changed.`,
  );
}

/**
 * Deletes the files that no row refers to, if they are older than an hour.
 *
 * @param {import('../open-database.mjs').Database} db
 * @param {import('../files/open.mjs').Store} store
 * @param {import('./survey.mjs').Survey} survey
 * @param {{ dryRun: boolean }} options
 * @returns {Promise<{ deleted: number, bytes: number, young: number, pending: number }>}
 */
export async function deleteStrays(db, store, { strays }, { dryRun }) {
  const pending = await pendingFolders(db);
  const done = { deleted: 0, bytes: 0, young: 0, pending: 0 };
  const old = new Map();
  for (const file of strays) {
    const folder = folderOf(file.key);
    if (pending.has(folder)) done.pending += 1;
    else if (file.modifiedAt > Date.now() - YOUNG_MS) done.young += 1;
    else old.set(folder, [...(old.get(folder) ?? []), file]);
  }
  for (const [folder, files] of old) {
    // A folder with a row of its own has other files that nobody needs: those alone are deleted.
    const taken = !dryRun && folder.includes('/') && (await takeOver(db, folder));
    for (const { key, bytes } of files) {
      if (!dryRun) await store.delete(key);
      done.deleted += 1;
      done.bytes += bytes;
    }
    if (taken) await db.all('DELETE FROM unreferenced_files WHERE folder = ?', [folder]);
  }
  return done;
}
