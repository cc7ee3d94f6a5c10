import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { databaseUrl, fileOf } from './database-file.mjs';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** How long to wait while the app writes to the file, ms. */
const BUSY_TIMEOUT_MS = 30_000;

/**
 * @typedef {object} Database
 * @property {(sql: string, args?: (string | number | null)[]) => Promise<Record<string, any>[]>} all runs one statement
 * @property {() => void} close
 */

/** @returns {Promise<Database>} */
async function openFile(path) {
  if (!existsSync(path)) throw new Failure(`There is no database at ${path}. Start the app once.`);
  const { default: Sqlite } = await import('better-sqlite3');
  const db = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  const all = async (sql, args = []) => {
    const statement = db.prepare(sql);
    if (statement.reader) return statement.all(...args);
    statement.run(...args);
    return [];
  };
  return { all, close: () => db.close() };
}

/** @returns {Promise<Database>} */
async function openServer(url) {
  const { createClient } = await import('@libsql/client/web');
  const authToken = process.env.DATABASE_AUTH_TOKEN || process.env.TURSO_AUTH_TOKEN;
  const client = createClient({ url, authToken });
  const all = async (sql, args = []) => [...(await client.execute({ sql, args })).rows];
  return { all, close: () => client.close() };
}

/**
 * Opens the app's database, a file or a libSQL server, while the app runs.
 * @throws {Failure} if it does not exist
 */
export function openDatabase() {
  const url = databaseUrl();
  const file = fileOf(url);
  return file ? openFile(resolve(ROOT, file)) : openServer(url);
}
