import { type AnyColumn, and, eq, exists, type Placeholder, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, entries, jobs, prepareOnce, tokens } from '@/lib/db';
import { isJobId } from '@/lib/gepetto';
import { type KeptToken, TOKEN_COLUMNS } from '@/lib/tokens';
import { RESPONSE_COLUMNS, type ResponseRow } from './rows';

/** A job as the database had it when the request arrived. */
export type PreloadedJob = {
  /** Null if the job has no row. */
  row: ResponseRow | null;
  /** Whether it is in the user's history. */
  inHistory: boolean;
};

function jobColumns(db: Db, userId: AnyColumn | Placeholder) {
  const entry = and(eq(entries.jobId, jobs.id), eq(entries.userId, userId));
  const inHistory = exists(db.select({ one: sql`1` }).from(entries).where(entry));
  return { row: RESPONSE_COLUMNS, inHistory: inHistory.mapWith(Boolean) };
}

const jobOfUser = prepareOnce((db) =>
  db
    .select(jobColumns(db, sql.placeholder('userId')))
    .from(jobs)
    .where(eq(jobs.id, sql.placeholder('jobId')))
    .prepare(),
);

export async function selectJobOfUser(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
): Promise<PreloadedJob> {
  return (await jobOfUser(db).get({ userId, jobId })) ?? { row: null, inHistory: false };
}

const tokenWithJob = prepareOnce((db) => {
  const hash = sql`(select ${sql.placeholder('hash')})`;
  const jobId = sql`(select ${sql.placeholder('jobId')})`;
  return db
    .select({ token: TOKEN_COLUMNS, ...jobColumns(db, tokens.userId) })
    .from(tokens)
    .leftJoin(jobs, eq(jobs.id, jobId))
    .where(eq(tokens.tokenHash, hash))
    .prepare();
});

/**
 * Reads a token and the requested job in one query: with a remote database that halves the time that a
 * script waits.
 * @param hash of the token, see `verifyToken`
 * @returns the job for `getOrAddJob`; null without a token, or if `jobId` cannot be a job id
 */
export async function selectTokenWithJob(
  { db }: Pick<Context, 'db'>,
  hash: string,
  jobId: string,
): Promise<{ token: KeptToken | null; job: PreloadedJob | null }> {
  const valid = isJobId(jobId);
  const found = await tokenWithJob(db).get({ hash, jobId: valid ? jobId : null });
  if (!found) return { token: null, job: null };
  const { token, row, inHistory } = found;
  return { token, job: valid ? { row, inHistory } : null };
}
