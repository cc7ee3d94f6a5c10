import type { Db } from './types';

/**
 * A query that is built and prepared once a database instead of once a call, which costs several times
 * what running it does: for what every request asks. What differs from call to call is a
 * `sql.placeholder`.
 *
 * In a join, write a bound value as `(select ?)`. SQLite (built with STAT4, as better-sqlite3 builds it)
 * plans anew for each call, prepared or not, where it may choose an index by the value.
 */
export function prepareOnce<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>();
  return (db) => {
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}
