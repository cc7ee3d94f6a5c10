import type { Db } from './types';

/**
 * A query that runs at every request: its SQL is built once a database, which takes several times as long as
 * running it. What changes from call to call is a `sql.placeholder`.
 *
 * @param build makes the query, ending in `.prepare()`
 * @returns the query for a database
 */
export function preparedOnce<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const known = new WeakMap<Db, Query>();
  return (db) => {
    const query = known.get(db) ?? build(db);
    known.set(db, query);
    return query;
  };
}
