import 'server-only';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getTableName, is, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { DATABASE_NOW } from './clock';
import * as schema from './schema';
import type { Db, OpenDatabase } from './types';

/** The columns of each table in the database; `true` for a column that every insert must name. */
async function selectColumns(db: Db): Promise<Map<string, Map<string, boolean>>> {
  const rows = await db.all<{ tbl: string; col: string; required: number }>(sql`
    SELECT m.name AS tbl, c.name AS col, (c."notnull" AND c.dflt_value IS NULL AND c.pk = 0) AS required
    FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'`);
  const tables = new Map<string, Map<string, boolean>>();
  for (const { tbl, col, required } of rows) {
    const columns = tables.get(tbl) ?? new Map<string, boolean>();
    tables.set(tbl, columns.set(col, required === 1));
  }
  return tables;
}

/**
 * Checks whether this version works with a schema that a newer version has migrated. Additional tables
 * and columns are fine; a missing table or column is not, nor is a new column that inserts must name.
 *
 * @returns the problems, such as `jobs.label is missing`; empty if the schema is compatible
 */
async function incompatibilities(db: Db): Promise<string[]> {
  const tables = await selectColumns(db);
  const ours = Object.values(schema).filter((value) => is(value, SQLiteTable));
  return ours.flatMap((table) => {
    const name = getTableName(table);
    const columns = tables.get(name);
    if (!columns) return [`${name} is missing`];
    const used = getTableConfig(table).columns.map((column) => column.name);
    const missing = used.filter((column) => !columns.has(column));
    const required = [...columns].filter(([column, must]) => must && !used.includes(column));
    return [
      ...missing.map((column) => `${name}.${column} is missing`),
      ...required.map(([column]) => `${name}.${column} is required`),
    ];
  });
}

/** How long the lock of a dead process stays valid, ms. A live process renews it. */
const LOCK_MS = 20_000;
const RETRY_MS = 100;

/** The schema of a database, compared with the migrations of this version. */
export type Position = 'behind' | 'current' | 'ahead';

function newestMigration(folder: string): number {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  return Math.max(...journal.entries.map((entry) => entry.when));
}

/** Compares the newest migration applied to a database with the newest in a folder. */
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

/** Takes the lock if it is free or has expired, in one statement. */
async function takeLock(db: Db, owner: string): Promise<boolean> {
  await db.run(
    sql`CREATE TABLE IF NOT EXISTS migration_lock (id INTEGER PRIMARY KEY, owner TEXT, until INTEGER)`,
  );
  const taken = await db.all(sql`
    INSERT INTO migration_lock (id, owner, until) VALUES (1, ${owner}, ${DATABASE_NOW} + ${LOCK_MS})
    ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE migration_lock.until < ${DATABASE_NOW} RETURNING owner`);
  return taken.length === 1;
}

async function assertCompatible(db: Db): Promise<void> {
  const problems = await incompatibilities(db);
  if (problems.length === 0) return;
  throw new Error(
    `A newer version of Bottega has migrated the database, and this version cannot use it (${problems.join(', ')}). Start the newer version, or restore a backup.`,
  );
}

/** Applies the missing migrations while holding the lock, however long they take. */
async function applyLocked({ db, applyMigrations }: OpenDatabase, folder: string, owner: string) {
  const hold = (until: SQL) =>
    db.run(sql`UPDATE migration_lock SET until = ${until} WHERE id = 1 AND owner = ${owner}`);
  // better-sqlite3 migrates synchronously, so the timer does not fire; but it locks the file meanwhile.
  const renewal = setInterval(() => {
    hold(sql`${DATABASE_NOW} + ${LOCK_MS}`).catch(() => undefined);
  }, LOCK_MS / 4);
  try {
    if ((await position(db, folder)) === 'behind') await applyMigrations(folder);
  } finally {
    clearInterval(renewal);
    await hold(sql`0`);
  }
}

/**
 * Brings the schema up to date, one instance at a time: Drizzle's migrator looks for missing migrations
 * before its transaction begins, so two instances at once would both apply them.
 *
 * During a rollout or a rollback this version may meet the schema of a newer one. It continues if the
 * schema still has everything that this version uses.
 *
 * @param folder the generated migrations
 * @throws Error if a newer version has migrated the database and this version cannot use it
 */
export async function migrateOnce(database: OpenDatabase, folder: string): Promise<void> {
  const { db } = database;
  const owner = randomUUID();
  for (;;) {
    const schema = await position(db, folder);
    if (schema === 'current') return;
    if (schema === 'ahead') return assertCompatible(db);
    if (await takeLock(db, owner)) return applyLocked(database, folder, owner);
    await sleep(RETRY_MS);
  }
}
