import { type AnyColumn, and, eq, exists, type Placeholder, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, entries, jobs, prepareOnce } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { isJobId } from '@/lib/gepetto';
import { announce } from '@/lib/webhooks';
import { refreshIfDue } from './refresh';
import { hasResponse, RESPONSE_COLUMNS, type ResponseRow } from './row';
import { isSettled } from './state';
import { countUnknownId, fetchUnknownJob } from './unknown-id-limit';
import { jobNotFound, noResponseError, upstreamErrorOf } from './upstream-error';
import type { Trouble } from './view';

/** What the drop-in answers with. */
type JobResponse = {
  /** Upstream's JSON, verbatim. */
  body: string;
  /** How old that answer is, ms. */
  ageMs: number;
  /** When asking again makes sense, ms from now; null once the job is settled. */
  retryAfterMs: number | null;
  /** Why the answer is not fresher, where the last ask failed. */
  trouble: Trouble | null;
};

/** What is there of a job before anybody is asked: its row, and whether the user keeps it. */
export type Found = { row: ResponseRow; kept: boolean };

/** What is selected of a job that somebody asks for. */
export function foundBy(db: Db, userId: AnyColumn | Placeholder) {
  const mine = and(eq(entries.jobId, jobs.id), eq(entries.userId, userId));
  const kept = exists(db.select({ one: sql`1` }).from(entries).where(mine));
  return { row: RESPONSE_COLUMNS, kept: kept.mapWith(Boolean) };
}

const jobOfUser = prepareOnce((db) =>
  db
    .select(foundBy(db, sql.placeholder('userId')))
    .from(jobs)
    .where(eq(jobs.id, sql.placeholder('jobId')))
    .prepare(),
);

async function selectJobOfUser(
  { db }: Context,
  userId: string,
  jobId: string,
): Promise<Found | null> {
  const found = await jobOfUser(db).get({ userId, jobId });
  return found ?? null;
}

/** Whether asking would be a guess, which costs a call even if there is no such job. */
function isUnknownId(row: ResponseRow, now: number): boolean {
  return row.body === null && row.nextCheckAt <= now;
}

/**
 * Finds a job for a user, asking upstream when the row is due or new.
 * @param ahead what a query has found already, null for nothing; undefined where none was made
 * @returns the row, and whether the user had it in the history before
 * @throws AppError `invalid_job_id`; `job_not_found` when it is another user's or upstream does not know
 *   it; `too_many_requests` after too many ids that it did not know; an `upstream_...` code when nothing
 *   is known and upstream did not say
 */
export async function findJob(
  ctx: Context,
  userId: string,
  jobId: string,
  ahead?: Found | null,
): Promise<{ row: ResponseRow & { body: string; checkedAt: number }; kept: boolean }> {
  if (!isJobId(jobId)) {
    throw new AppError(
      'invalid_job_id',
      'This is not a job id: ids have 1 to 128 letters, digits, "-" or "_". Correct it and ask again.',
    );
  }
  const found = ahead === undefined ? await selectJobOfUser(ctx, userId, jobId) : ahead;
  // A job that was started here belongs to whoever started it: to others it does not exist, and asking for
  // it is a guess like any other.
  const foreign = found?.row.startedBy && found.row.startedBy !== userId;
  if (foreign) {
    await countUnknownId(ctx, userId);
    throw jobNotFound(404);
  }
  const row =
    found && !isUnknownId(found.row, ctx.now())
      ? await refreshIfDue(ctx, found.row)
      : await fetchUnknownJob(ctx, userId, jobId);
  if (!hasResponse(row)) throw noResponseError(row, ctx.now());
  return { row, kept: found?.kept ?? false };
}

/**
 * `GET /v1/job/<id>`: the job, which thereby enters the user's history.
 * @param ahead as of `findJob`
 * @throws as `findJob`
 */
export async function getOrAddJob(
  ctx: Context,
  userId: string,
  jobId: string,
  ahead?: Found | null,
): Promise<JobResponse> {
  const { row, kept } = await findJob(ctx, userId, jobId, ahead);
  const now = ctx.now();
  const settled = isSettled(row.state);
  if (!kept) {
    await ctx.db.insert(entries).values({ userId, jobId, addedAt: now }).onConflictDoNothing();
    if (settled) ctx.defer(announce(ctx, jobId));
  }
  return {
    body: row.body,
    ageMs: Math.max(0, now - row.checkedAt),
    retryAfterMs: settled ? null : Math.max(1_000, row.nextCheckAt - now),
    trouble: settled ? null : upstreamErrorOf(row),
  };
}
