import type { Db } from './types';

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
