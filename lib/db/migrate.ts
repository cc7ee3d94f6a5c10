import 'server-only';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { incompatibilities } from './compatible';
import type { Db, OpenDatabase } from './types';

/** How long a lock outlives a process that died with it, ms. While it lives it renews the lock. */
const LOCK_MS = 20_000;
const RETRY_MS = 100;

/** How a database's schema stands to this code's. */
export type Position = 'behind' | 'current' | 'ahead';

function newestMigration(folder: string): number {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  return Math.max(...journal.entries.map((entry) => entry.when));
}

/** Compares the newest migration that a database has seen with the newest of a folder. */
export async function position(db: Db, folder: string): Promise<Position> {
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

/** The database's own clock, ms UTC. */
const NOW = sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`;

/** One statement decides who holds the lock; the database's own clock says when it has run out. */
async function takeLock(db: Db, owner: string): Promise<boolean> {
  await db.run(
    sql`CREATE TABLE IF NOT EXISTS migration_lock (id INTEGER PRIMARY KEY, owner TEXT, until INTEGER)`,
  );
  const won = await db.all(sql`
    INSERT INTO migration_lock (id, owner, until) VALUES (1, ${owner}, ${NOW} + ${LOCK_MS})
    ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE migration_lock.until < ${NOW} RETURNING owner`);
  return won.length === 1;
}

async function assertCompatible(db: Db): Promise<void> {
  const faults = await incompatibilities(db);
  if (faults.length === 0) return;
  throw new Error(
    `The database was migrated by a newer version of Bottega that this one cannot share it with (${faults.join(', ')}): start that version, or restore a backup.`,
  );
}

/** Applies what is missing while holding the lock, however long that takes. */
async function applyLocked({ db, applyMigrations }: OpenDatabase, folder: string, owner: string) {
  const hold = (until: SQL) =>
    db.run(sql`UPDATE migration_lock SET until = ${until} WHERE id = 1 AND owner = ${owner}`);
  // The driver of files migrates without a pause, so that no timer fires: there the file itself is locked.
  const renewal = setInterval(() => {
    hold(sql`${NOW} + ${LOCK_MS}`).catch(() => undefined);
  }, LOCK_MS / 4);
  try {
    if ((await position(db, folder)) === 'behind') await applyMigrations(folder);
  } finally {
    clearInterval(renewal);
    await hold(sql`0`);
  }
}

/**
 * Brings the schema up to date, by one instance at a time: Drizzle's migrator looks for what is
 * missing before its transaction begins, so two at once would both apply it.
 *
 * Beside a newer version's schema this code goes on, as it must while a deployment is rolled out or back,
 * unless the schema no longer has what it needs.
 *
 * @param folder the generated migrations
 * @throws Error when the database was migrated by a version with which this code cannot share it
 */
export async function migrateOnce(database: OpenDatabase, folder: string): Promise<void> {
  const { db } = database;
  const owner = randomUUID();
  for (;;) {
    const where = await position(db, folder);
    if (where === 'current') return;
    if (where === 'ahead') return assertCompatible(db);
    if (await takeLock(db, owner)) return applyLocked(database, folder, owner);
    await sleep(RETRY_MS);
  }
}
