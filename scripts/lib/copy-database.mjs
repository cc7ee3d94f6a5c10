import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from './run.mjs';
import { sync } from './sync.mjs';
import { countRows, verify } from './verify.mjs';

/** How long a copy waits for somebody who has locked the whole database, ms. */
const BUSY_TIMEOUT_MS = 30_000;

/** SQLite fills an empty file and leaves its rights as they are. */
function makeEmpty(path) {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    throw new Failure(
      error.code === 'EEXIST' && error.syscall === 'open'
        ? `${path} exists already: another copy is under way, or one was killed. Remove it if none is.`
        : `${path} cannot be written (${error.code}): check the folder and its rights.`,
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

/** Tables that had rows before and after the copy, and have none in it. */
const lost = (copied, { before, after }) =>
  Object.keys(copied).filter(
    (table) => copied[table] === 0 && before[table] > 0 && after[table] > 0,
  );

/**
 * Copies a database as it is at one moment, while others read and write it, and reads the copy from end
 * to end. The copy is complete in one file, on the disk and for its owner's eyes only.
 *
 * @param {string} source
 * @param {string} target nothing may be there; on a failure nothing is there afterwards
 * @returns {Record<string, number>} rows by table
 * @throws {Failure}
 */
export function copyDatabase(source, target) {
  if (!existsSync(source)) throw new Failure(`There is no database at ${source}.`);
  makeEmpty(target);
  try {
    const counts = vacuumInto(source, target);
    sync(target);
    const copied = verify(target);
    const [table] = lost(copied, counts);
    if (table) throw new Failure(`The copy has no ${table}, and ${source} has some: try again.`);
    return copied;
  } catch (error) {
    rmSync(target, { force: true });
    if (error instanceof Failure) throw error;
    throw new Failure(`${source} cannot be copied to ${target} (${error.message}).`);
  }
}
