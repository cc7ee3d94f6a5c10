import Database from 'better-sqlite3';
import { QUEUE_AGAIN } from './queue-again.mjs';

const STORED = `SELECT job_id AS jobId, folder, bytes FROM results WHERE state = 'stored' AND folder IS NOT NULL`;

const hasResults = (db) =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'results'").get();

/**
 * The stored results in a database file; none in one of an earlier version.
 * @param {string} path
 * @returns {{ jobId: string, folder: string, bytes: number }[]}
 */
export function storedResults(path) {
  const db = new Database(path, { readonly: true });
  try {
    return hasResults(db) ? db.prepare(STORED).all() : [];
  } finally {
    db.close();
  }
}

/**
 * Puts results of a database file that no app uses into the queue again.
 * @param {string} path
 * @param {{ jobId: string, folder: string }[]} rows
 */
export function queueAgainIn(path, rows) {
  if (rows.length === 0) return;
  const db = new Database(path);
  try {
    const statement = db.prepare(QUEUE_AGAIN);
    db.transaction(() => rows.forEach(({ jobId, folder }) => void statement.all(jobId, folder)))();
  } finally {
    db.close();
  }
}
