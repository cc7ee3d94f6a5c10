import 'server-only';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Db, OpenDatabase } from './types';

/** How long a lock outlives a process that died with it, ms. No migration of ours takes that long. */
const LOCK_MS = 20_000;
const RETRY_MS = 100;

type Position = 'behind' | 'current' | 'ahead';

function newestMigration(folder: string): number {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  return Math.max(...journal.entries.map((entry) => entry.when));
}

async function position(db: Db, folder: string): Promise<Position> {
  const table = await db.all(
    sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'`,
  );
  if (table.length === 0) return 'behind';
  const row = await db.all<{ newest: number | null }>(
    sql`SELECT CAST(max(created_at) AS INTEGER) AS newest FROM __drizzle_migrations`,
  );
  const applied = row[0]?.newest ?? 0;
  const ours = newestMigration(folder);
  if (applied === ours) return 'current';
  return applied > ours ? 'ahead' : 'behind';
}

/** One statement decides who holds the lock; the database's own clock says when it has run out. */
async function takeLock(db: Db, owner: string): Promise<boolean> {
  await db.run(
    sql`CREATE TABLE IF NOT EXISTS migration_lock (id INTEGER PRIMARY KEY, owner TEXT, until INTEGER)`,
  );
  const now = sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`;
  const won = await db.all(sql`
    INSERT INTO migration_lock (id, owner, until) VALUES (1, ${owner}, ${now} + ${LOCK_MS})
    ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE migration_lock.until < ${now} RETURNING owner`);
  return won.length === 1;
}

/**
 * Brings the schema up to date, by one instance at a time: Drizzle's migrator looks for what is
 * missing before its transaction begins, so two at once would both apply it.
 *
 * @param folder the generated migrations
 * @throws Error when the database is of a newer version than this code
 */
export async function migrateOnce(database: OpenDatabase, folder: string): Promise<void> {
  const { db } = database;
  const owner = randomUUID();
  for (;;) {
    const where = await position(db, folder);
    if (where === 'current') return;
    if (where === 'ahead') {
      throw new Error(
        'The database was written by a newer version of Bottega: start that version, or restore a backup.',
      );
    }
    if (await takeLock(db, owner)) break;
    await sleep(RETRY_MS);
  }
  try {
    if ((await position(db, folder)) === 'behind') await database.applyMigrations(folder);
  } finally {
    await db.run(sql`UPDATE migration_lock SET until = 0 WHERE id = 1 AND owner = ${owner}`);
  }
}
