import { chmodSync, chownSync, existsSync, linkSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from './run.mjs';
import { syncToDisk } from './sync-to-disk.mjs';

/**
 * Makes sure that no process has a database open: only then does SQLite let its journal mode be changed.
 * That also merges the write-ahead log, so that the whole database is in one file afterwards.
 *
 * @param {string} path
 * @param {{ stopped: boolean }} options `stopped`: the operator confirms it, for a file that is too damaged to tell
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
        `Another program has ${path} open: stop Bottega (and Litestream, if you use it), then try again.`,
      );
    }
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) {
      throw new Failure(`${path} cannot be opened (${error.message}). Check its permissions.`);
    }
    if (stopped) return;
    throw new Failure(
      `${path} is damaged (${error.message}), so it is unknown whether Bottega is using it. Stop Bottega, then try again with --stopped.`,
    );
  } finally {
    db?.close();
  }
}

/** Signs every user out: a session that ended after the backup must not become valid again. */
export function deleteSessions(path) {
  const db = new Database(path);
  db.exec('DELETE FROM sessions');
  db.close();
}

/** Copies the owner, because the app's user must be able to write even if root restores. No one else may read. */
function copyOwner(from, path) {
  const { uid, gid } = statSync(existsSync(from) ? from : dirname(from));
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
  for (const file of [from, path]) if (existsSync(file)) chmodSync(file, 0o600);
}

/**
 * Replaces the database atomically, and keeps the old one beside it.
 *
 * @param {string} fresh a database in one file, in the same folder
 * @param {string} path
 * @returns {string | undefined} the new path of the old database, if there was one
 */
export function replaceDatabase(fresh, path) {
  const aside = `${path}.before-${new Date().toISOString().replaceAll(/[-:]/g, '')}`;
  copyOwner(path, fresh);
  const hadDatabase = existsSync(path);
  if (hadDatabase) linkSync(path, aside);
  for (const log of ['-wal', '-shm']) {
    if (existsSync(path + log)) renameSync(path + log, aside + log);
  }
  renameSync(fresh, path);
  syncToDisk(dirname(path));
  return hadDatabase ? aside : undefined;
}
