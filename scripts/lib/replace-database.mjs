import { chmodSync, chownSync, existsSync, linkSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from './run.mjs';
import { sync } from './sync.mjs';

/**
 * Makes sure that nobody has a database open: only then does SQLite leave the write-ahead log, which it
 * brings into the file first. What is there afterwards is the whole database in one file.
 *
 * @param {string} path
 * @param {{ stopped: boolean }} options `stopped`: the operator says so, for a file that is too broken to ask
 * @throws {Failure}
 */
export function assertUnused(path, { stopped }) {
  if (!existsSync(path)) return;
  let db;
  try {
    db = new Database(path, { timeout: 1_000 });
    db.pragma('journal_mode = DELETE');
  } catch (error) {
    if (/^SQLITE_BUSY/.test(error.code)) {
      throw new Failure(
        `Something has ${path} open: stop Bottega (and Litestream, where it runs), then try again.`,
      );
    }
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) {
      throw new Failure(`${path} cannot be opened (${error.message}): check its rights.`);
    }
    if (stopped) return;
    throw new Failure(
      `${path} is damaged (${error.message}), so it cannot tell whether Bottega runs: stop Bottega, then try again with --stopped.`,
    );
  } finally {
    db?.close();
  }
}

/** Signs everybody out: a session that was ended since the backup must not come back with it. */
export function endSessions(path) {
  const db = new Database(path);
  db.exec('DELETE FROM sessions');
  db.close();
}

/** The rights that the app had before; where root restores, the app's user must be able to write. */
function takeRights(from, path) {
  const { uid, gid } = statSync(existsSync(from) ? from : dirname(from));
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
  if (existsSync(from)) chmodSync(path, statSync(from).mode & 0o777);
}

/**
 * Puts a file in the place of the database; the old one is kept beside it. Whoever opens the database
 * meanwhile finds the one or the other, never none.
 *
 * @param {string} fresh a database in one file, in the same folder
 * @param {string} path
 * @returns {string | undefined} where the old one is now
 */
export function putInPlace(fresh, path) {
  const aside = `${path}.before-${new Date().toISOString().replaceAll(/[-:]/g, '')}`;
  takeRights(path, fresh);
  const had = existsSync(path);
  if (had) linkSync(path, aside);
  for (const log of ['-wal', '-shm']) {
    if (existsSync(path + log)) renameSync(path + log, aside + log);
  }
  renameSync(fresh, path);
  sync(dirname(path));
  return had ? aside : undefined;
}
