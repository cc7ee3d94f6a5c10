import Database from 'better-sqlite3';
import { QUEUE_AGAIN } from './queue-again.mjs';

const STORED = `SELECT job_id AS jobId, folder, bytes FROM results WHERE state = 'stored' AND folder IS NOT NULL`;

/** Photos and masks. The files of a mask are `white` and `black`; its row has the size of both together. */
const PHOTOS = 'SELECT folder, bytes FROM photos';
const MASKS = 'SELECT folder FROM masks';

const has = (db, table) =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table);

/**
 * The stored results in a database file; none in one of an earlier version.
 * @param {string} path
 * @returns {{ jobId: string, folder: string, bytes: number }[]}
 */
export function storedResults(path) {
  const db = new Database(path, { readonly: true });
  try {
    return has(db, 'results') ? db.prepare(STORED).all() : [];
  } finally {
    db.close();
  }
}

/**
 * The photos and masks in a database file; none in one of an earlier version.
 * @param {string} path
 * @returns {{ folder: string, main: string, bytes: number | null }[]} `main` is the file that comes last; its size,
 *   if the row has it
 */
export function storedPhotos(path) {
  const db = new Database(path, { readonly: true });
  try {
    if (!has(db, 'photos')) return [];
    const photos = db.prepare(PHOTOS).all();
    const masks = db.prepare(MASKS).all();
    return [
      ...photos.map((row) => ({ ...row, main: 'full' })),
      ...masks.map((row) => ({ ...row, main: 'white', bytes: null })),
    ];
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
