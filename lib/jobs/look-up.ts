import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { isJobId } from '@/lib/gepetto';
import { guessJob } from './guess';
import { readJob } from './refresh';
import { isSeen, type JobRow } from './row';
import { isSettled } from './state';
import { jobNotFound, nothingKnown, troubleOf } from './trouble';
import type { Trouble } from './view';

/** How long somebody who could have the row waits for fresh news from upstream, ms. */
export const PATIENCE_MS = 250;

/** What the drop-in answers with. */
export type JobAnswer = {
  /** Upstream's JSON, verbatim. */
  body: string;
  /** How old that answer is, ms. */
  ageMs: number;
  settled: boolean;
  /** When asking again makes sense, ms from now; null once the job is settled. */
  retryAfterMs: number | null;
  /** Why the answer is not fresher, where the last ask failed. */
  trouble: Trouble | null;
};

/**
 * A job that was started here belongs to whoever started it: to others it does not exist.
 * @returns whether asking would be a guess, which costs a call even if there is no such job
 */
async function mayLook(ctx: Context, userId: string, jobId: string): Promise<{ guess: boolean }> {
  const { startedBy, body, nextCheckAt } = jobs;
  const [job] = await ctx.db
    .select({ startedBy, body, nextCheckAt })
    .from(jobs)
    .where(eq(jobs.id, jobId));
  if (job?.startedBy && job.startedBy !== userId) throw jobNotFound(404);
  return { guess: !job || (job.body === null && job.nextCheckAt <= ctx.now()) };
}

/**
 * Finds a job for a user, asking upstream when the row is due or new.
 * @throws AppError `invalid_job_id`; `job_not_found` when it is another user's or upstream does not know
 *   it; `too_many_requests` after too many ids that it did not know; an `upstream_...` code when nothing
 *   is known and upstream did not say
 */
export async function findJob(
  ctx: Context,
  userId: string,
  jobId: string,
): Promise<JobRow & { body: string; checkedAt: number }> {
  if (!isJobId(jobId)) {
    throw new AppError(
      'invalid_job_id',
      'This is not a job id: ids have 1 to 128 letters, digits, "-" or "_". Correct it and ask again.',
    );
  }
  const { guess } = await mayLook(ctx, userId, jobId);
  const row = guess ? await guessJob(ctx, userId, jobId) : await readJob(ctx, jobId, PATIENCE_MS);
  if (!isSeen(row)) throw nothingKnown(row, ctx.now());
  return row;
}

/**
 * `GET /v1/job/<id>`: the job, which thereby enters the user's history.
 * @throws as `findJob`
 */
export async function lookUpJob(ctx: Context, userId: string, jobId: string): Promise<JobAnswer> {
  const row = await findJob(ctx, userId, jobId);
  const now = ctx.now();
  await ctx.db.insert(entries).values({ userId, jobId, addedAt: now }).onConflictDoNothing();
  const settled = isSettled(row.state);
  return {
    body: row.body,
    ageMs: Math.max(0, now - row.checkedAt),
    settled,
    retryAfterMs: settled ? null : Math.max(1_000, row.nextCheckAt - now),
    trouble: settled ? null : troubleOf(row),
  };
}
