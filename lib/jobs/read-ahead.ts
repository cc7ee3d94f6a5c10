import { and, eq, exists, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, prepareOnce, tokens } from '@/lib/db';
import { type ReadToken, TOKEN_COLUMNS } from '@/lib/tokens';
import type { Found } from './look-up';
import { ANSWER_COLUMNS } from './row';

const tokenAndJob = prepareOnce((db) => {
  const mine = and(eq(entries.jobId, jobs.id), eq(entries.userId, tokens.userId));
  const kept = exists(db.select({ one: sql`1` }).from(entries).where(mine));
  // As subqueries: see `prepareOnce`.
  const hash = sql`(select ${sql.placeholder('hash')})`;
  const jobId = sql`(select ${sql.placeholder('jobId')})`;
  return db
    .select({ token: TOKEN_COLUMNS, row: ANSWER_COLUMNS, kept: kept.mapWith(Boolean) })
    .from(tokens)
    .leftJoin(jobs, eq(jobs.id, jobId))
    .where(eq(tokens.tokenHash, hash))
    .prepare();
});

/** A job that is read along with the token that it is asked for with. */
export type Ahead = {
  readToken: ReadToken;
  /** What was found of the job; undefined while no token was read. For `lookUpJob`. */
  found?: Found | null;
};

/**
 * Reads a token and the job that it is shown for in one query instead of two: with a database at the other
 * end of a wire that halves what a script waits for.
 */
export function readAhead({ db }: Pick<Context, 'db'>, jobId: string): Ahead {
  const ahead: Ahead = {
    async readToken(hash) {
      const read = await tokenAndJob(db).get({ hash, jobId });
      if (read?.row) ahead.found = { row: read.row, kept: read.kept };
      else ahead.found = null;
      return read?.token ?? null;
    },
  };
  return ahead;
}
