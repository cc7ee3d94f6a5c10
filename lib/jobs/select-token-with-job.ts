import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs, prepareOnce, tokens } from '@/lib/db';
import { isJobId } from '@/lib/gepetto';
import { type ReadToken, TOKEN_COLUMNS } from '@/lib/tokens';
import { type Found, foundBy } from './get-or-add';

const tokenAndJob = prepareOnce((db) => {
  const hash = sql`(select ${sql.placeholder('hash')})`;
  const jobId = sql`(select ${sql.placeholder('jobId')})`;
  return db
    .select({ token: TOKEN_COLUMNS, ...foundBy(db, tokens.userId) })
    .from(tokens)
    .leftJoin(jobs, eq(jobs.id, jobId))
    .where(eq(tokens.tokenHash, hash))
    .prepare();
});

/**
 * Reads a token and the job that it is shown for in one query instead of two: with a database at the other
 * end of a wire that halves what a script waits for.
 * @returns what `verifyToken` reads with, and what of the job has been found by then, for `getOrAddJob`: null
 *   for no such job, undefined where no token was read, or none for a job
 */
export function selectTokenWithJob(
  { db }: Pick<Context, 'db'>,
  jobId: string,
): { readToken: ReadToken | undefined; found: () => Found | null | undefined } {
  let found: Found | null | undefined;
  const readToken: ReadToken = async (hash) => {
    const read = await tokenAndJob(db).get({ hash, jobId });
    found = read?.row ? { row: read.row, kept: read.kept } : null;
    return read?.token ?? null;
  };
  // What is no id is not looked for, whoever asks.
  return { readToken: isJobId(jobId) ? readToken : undefined, found: () => found };
}
