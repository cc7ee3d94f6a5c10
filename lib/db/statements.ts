import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch';
import type { Db } from './types';

/**
 * A query made with `db.insert`, `db.update`, `db.delete` or `db.select`, not awaited. Raw SQL (`db.run`,
 * `db.all`) has no `toSQL` and is refused: it returns nothing that a batch could prepare on a file.
 */
type Statement = BatchItem<'sqlite'> & { toSQL: () => unknown };

/**
 * Runs several statements in order and atomically: if one fails, none has any effect. One round trip to
 * a libSQL server.
 *
 * @returns the result of each statement, in order; for a write that means its `returning` rows
 * @throws DatabaseError for the statement that failed
 */
export async function batch<const Statements extends readonly [Statement, ...Statement[]]>(
  db: Db,
  statements: Statements,
): Promise<{ -readonly [Index in keyof Statements]: BatchResponse<Statements>[Index] }> {
  // Both drivers have it; Drizzle's base type does not.
  const driver = db as unknown as { batch: (all: readonly Statement[]) => Promise<unknown[]> };
  return (await driver.batch(statements)) as never;
}

/** The condition that a column contains a text, in any case of ASCII letters. */
export function containsText(column: SQLWrapper, text: string): SQL {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`${column} LIKE ${pattern} ESCAPE '\\'`;
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
