import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from './run.mjs';
import { syncToDisk } from './sync-to-disk.mjs';
import { countRows, verify } from './verify.mjs';

/** How long a copy waits while another process has locked the database, ms. */
const BUSY_TIMEOUT_MS = 30_000;

/** Creates the file that SQLite then fills, readable by its owner only. */
function createEmpty(path) {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    throw new Failure(
      error.code === 'EEXIST' && error.syscall === 'open'
        ? `${path} exists already: another copy is running, or one was killed. If none is running, delete the file.`
        : `${path} cannot be written (${error.code}). Check the folder and its permissions.`,
    );
  }
}

function vacuumInto(source, target) {
  const db = new Database(source, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const before = countRows(db);
    db.prepare('VACUUM INTO ?').run(target);
    return { before, after: countRows(db) };
  } finally {
    db.close();
  }
}

/** Tables that are empty in the copy, but were not before and after it. */
const lostTables = (copied, { before, after }) =>
  Object.keys(copied).filter(
    (table) => copied[table] === 0 && before[table] > 0 && after[table] > 0,
  );

/**
 * Copies a consistent snapshot of a database, while others read and write it, and verifies the copy. The
 * copy is one file, synced to disk, readable by its owner only.
 *
 * @param {string} source
 * @param {string} target must not exist; does not exist after a failure
 * @returns {Record<string, number>} rows by table
 * @throws {Failure}
 */
export function copyDatabase(source, target) {
  if (!existsSync(source)) throw new Failure(`There is no database at ${source}.`);
  createEmpty(target);
  try {
    const counts = vacuumInto(source, target);
    syncToDisk(target);
    const copied = verify(target);
    const [table] = lostTables(copied, counts);
    if (table)
      throw new Failure(`The copy has no rows in ${table}, but ${source} has some. Try again.`);
    return copied;
  } catch (error) {
    rmSync(target, { force: true });
    if (error instanceof Failure) throw error;
    throw new Failure(`${source} cannot be copied to ${target} (${error.message}).`);
  }
}
