import type { Db } from './types';

/**
 * A query that is built and prepared once a database instead of once a call, which costs several times
 * what running it does: for what every request asks. What differs from call to call is a
 * `sql.placeholder`.
 *
 * It pays where SQLite need not plan anew for each call, prepared or not. Built with STAT4, as
 * better-sqlite3 builds it, it does so wherever tables are joined and it may choose an index by a bound
 * value. A value in a subquery, `(select ?)`, is none that it can choose by.
 */
export function prepareOnce<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>();
  return (db) => {
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}
