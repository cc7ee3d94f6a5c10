import type Database from 'better-sqlite3';
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch';
import type { LibSQLDatabase } from 'drizzle-orm/libsql';
import { timedSync } from '@/lib/request';
import type { Db } from './types';

/**
 * A query made with `db.insert`, `db.update`, `db.delete` or `db.select`, not awaited. Raw SQL (`db.run`,
 * `db.all`) has no `toSQL` and is refused: on a file it runs as soon as it is written.
 */
type Statement = BatchItem<'sqlite'> & { toSQL: () => unknown };

/** A statement of Drizzle's synchronous driver; Drizzle's types describe only the asynchronous one. */
type SyncStatement = { _prepare: () => { execute: () => { sync: () => unknown } } };

function runInTransaction(client: Database.Database, statements: readonly Statement[]): unknown[] {
  const prepared = (statements as unknown as SyncStatement[]).map((one) => one._prepare());
  // IMMEDIATE: a deferred transaction that reads before it writes fails with BUSY despite the timeout.
  return client.transaction(() => prepared.map((one) => one.execute().sync())).immediate();
}

/**
 * Runs several statements in order and atomically: if one fails, none has any effect. One round trip to
 * a libSQL server.
 *
 * @returns the result of each statement, in order; for a write that means its `returning` rows
 * @throws what the driver throws for the statement that failed
 */
export async function batch<const Statements extends readonly [Statement, ...Statement[]]>(
  db: Db,
  statements: Statements,
): Promise<{ -readonly [Index in keyof Statements]: BatchResponse<Statements>[Index] }> {
  const driver = db as unknown as Partial<LibSQLDatabase> & { $client: Database.Database };
  const results = driver.batch
    ? await driver.batch(statements as never)
    : timedSync('db', () => runInTransaction(driver.$client, statements));
  return results as never;
}

/**
 * Builds and prepares a query once for each database instead of for each call: building it costs several
 * times as much as running it. Values that differ from call to call are `sql.placeholder`s.
 *
 * In a join, write a bound value as `(select ?)`. SQLite with STAT4, as in better-sqlite3, otherwise plans
 * the query again for each value that could choose an index.
 */
export function prepareOnce<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>();
  return (db) => {
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}
