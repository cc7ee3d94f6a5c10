import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** What people would miss; the rest of the tables follows from these or fills up again. */
const COUNTED = ['users', 'jobs', 'entries', 'shares'];

/** @param {import('better-sqlite3').Database} db @returns {Record<string, number>} rows by table */
export function countRows(db) {
  const count = (table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  return Object.fromEntries(COUNTED.map((table) => [table, count(table)]));
}

/** @param {Record<string, number>} rows */
export const inWords = (rows) =>
  Object.entries(rows)
    .map(([table, count]) => `${table} ${count}`)
    .join(', ');

/** When the newest migration of this code was made, ms. */
function newestMigration() {
  const { entries } = JSON.parse(readFileSync(join(ROOT, 'drizzle/meta/_journal.json'), 'utf8'));
  return Math.max(...entries.map((entry) => entry.when));
}

function check(db) {
  const faults = db.pragma('integrity_check');
  if (faults[0]?.integrity_check !== 'ok') throw new Error(faults[0]?.integrity_check);
  if (db.pragma('foreign_key_check').length > 0) throw new Error('rows that point nowhere');
  const newest = 'SELECT CAST(max(created_at) AS INTEGER) FROM __drizzle_migrations';
  return { rows: countRows(db), migratedAt: db.prepare(newest).pluck().get() };
}

/**
 * Reads a database from end to end and makes sure that it is sound, Bottega's, and of a version that
 * this code can read. Changes nothing.
 *
 * @param {string} path
 * @returns {Record<string, number>} rows by table
 * @throws {Failure} with what is wrong
 */
export function verify(path) {
  if (!existsSync(path)) throw new Failure(`There is no file ${path}.`);
  let db;
  let found;
  try {
    db = new Database(path, { readonly: true });
    found = check(db);
  } catch (error) {
    throw new Failure(`${path} is no sound Bottega database (${error.message}).`);
  } finally {
    db?.close();
  }
  if (found.migratedAt > newestMigration()) {
    throw new Failure(
      `${path} was written by a newer version of Bottega: install that version first, then try again.`,
    );
  }
  return found.rows;
}
