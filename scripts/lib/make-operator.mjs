import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** How long to wait while the app writes to the file, ms. */
const BUSY_TIMEOUT_MS = 30_000;

const UPDATE = `UPDATE users SET role = 'operator', disabled_at = NULL
  WHERE email = ? AND deleting_at IS NULL RETURNING id`;
const LOG = `INSERT INTO security_events (at, event, about_user, details)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'operator_made', id, '{"reason":"command_line"}'
  FROM users WHERE email = ? AND deleting_at IS NULL`;

async function inFile(path, email) {
  if (!existsSync(path)) throw new Failure(`There is no database at ${path}. Start the app once.`);
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    const run = db.transaction(() => {
      const changed = db.prepare(UPDATE).all(email).length;
      db.prepare(LOG).run(email);
      return changed > 0;
    });
    return run.immediate();
  } finally {
    db.close();
  }
}

async function onServer(url, email) {
  const { createClient } = await import('@libsql/client/web');
  const authToken = process.env.DATABASE_AUTH_TOKEN || process.env.TURSO_AUTH_TOKEN;
  const client = createClient({ url, authToken });
  try {
    const args = [email];
    const [changed] = await client.batch(
      [
        { sql: UPDATE, args },
        { sql: LOG, args },
      ],
      'write',
    );
    return changed.rows.length > 0;
  } finally {
    client.close();
  }
}

/**
 * Makes an account an operator and enables it, with a line in the security log.
 * @param {{ url: string, file: string | undefined }} database `file` if it is a SQLite file
 * @param {string} email as it is stored
 * @returns {Promise<boolean>} false if there is no such account
 * @throws {Failure} if the database cannot be opened or is of an older version
 */
export async function makeOperator({ url, file }, email) {
  try {
    return await (file ? inFile(resolve(ROOT, file), email) : onServer(url, email));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `The database cannot be changed (${error.message}). Start this version of the app once, and check DATABASE_URL.`,
    );
  }
}
