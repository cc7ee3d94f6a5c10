import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** The tables that users would miss. The others depend on these or are filled again. */
const COUNTED_TABLES = ['users', 'jobs', 'entries', 'shares'];

/** @param {import('better-sqlite3').Database} db @returns {Record<string, number>} rows by table */
export function countRows(db) {
  const count = (table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  return Object.fromEntries(COUNTED_TABLES.map((table) => [table, count(table)]));
}

/** @param {Record<string, number>} rows */
export const formatCounts = (rows) =>
  Object.entries(rows)
    .map(([table, count]) => `${table} ${count}`)
    .join(', ');

/** The time of this version's newest migration, ms UTC. */
function newestMigration() {
  const { entries } = JSON.parse(readFileSync(join(ROOT, 'drizzle/meta/_journal.json'), 'utf8'));
  return Math.max(...entries.map((entry) => entry.when));
}

function check(db) {
  const faults = db.pragma('integrity_check');
  if (faults[0]?.integrity_check !== 'ok') throw new Error(faults[0]?.integrity_check);
  if (db.pragma('foreign_key_check').length > 0) throw new Error('a foreign key has no target');
  const newest = 'SELECT CAST(max(created_at) AS INTEGER) FROM __drizzle_migrations';
  return { rows: countRows(db), migratedAt: db.prepare(newest).pluck().get() };
}

/**
 * Reads a whole database, without changes, and makes sure that it is intact, a database of Bottega, and not
 * newer than this version.
 *
 * @param {string} path
 * @returns {Record<string, number>} rows by table
 * @throws {Failure}
 */
export function verify(path) {
  if (!existsSync(path)) throw new Failure(`The file ${path} does not exist.`);
  let db;
  let found;
  try {
    db = new Database(path, { readonly: true });
    found = check(db);
  } catch (error) {
    throw new Failure(`${path} is not an intact database of Bottega (${error.message}).`);
  } finally {
    db?.close();
  }
  if (found.migratedAt > newestMigration()) {
    throw new Failure(
      `${path} was written by a newer version of Bottega: install that version, then try again.`,
    );
  }
  return found.rows;
}
