import { and, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, submissions } from '@/lib/db';
import type { UpstreamJob } from '@/lib/gepetto';
import { followStarted, startedJobWrites } from '@/lib/jobs';
import { parametersOf, type SubmissionRow } from './rows';
import { goOnWithCredit } from './sending';

/** A job that upstream says it has started for a submission. */
type Named = {
  id: string;
  job: UpstreamJob;
  /** Upstream's response, verbatim. */
  body: string;
};

/**
 * Puts a job into the history of who submitted it, in one batch with the end of the submission. Whatever has become
 * of the submission meanwhile: the job exists, and may be billed.
 *
 * @param change what else changes in the row, whose state becomes `accepted` unless it has another job
 * @param expectsCall whether upstream is to tell us when it ends
 */
export async function enterJob(
  ctx: Context,
  submission: SubmissionRow,
  named: Named,
  { change = {}, expectsCall }: { change?: Partial<SubmissionRow>; expectsCall: boolean },
): Promise<SubmissionRow | undefined> {
  const { db } = ctx;
  const { id, userId, label, photoId, mode } = submission;
  const now = ctx.now();
  const { url } = parametersOf(submission.body);
  const [job, entry] = await startedJobWrites(ctx, {
    ...named,
    userId,
    label,
    mode,
    photoId,
    inputUrl: typeof url === 'string' ? url : null,
    startedAt: submission.sentAt ?? now,
    expectsCall,
  });
  const accepted: { [Name in keyof SubmissionRow]?: SubmissionRow[Name] | SQL } = {
    ...change,
    state: 'accepted',
    problem: null,
    reason: null,
    httpStatus: null,
    settledAt: now,
    jobId: named.id,
    leaseUntil: 0,
  };
  const [[jobRow], , [row]] = await batch(db, [
    job,
    entry,
    db
      .update(submissions)
      .set(accepted)
      .where(and(eq(submissions.id, id), ne(submissions.state, 'accepted')))
      .returning(),
    goOnWithCredit(db),
    // What the webhook had to say about this job is known now.
    db
      .update(submissions)
      .set({ hookJobId: sql`NULL` })
      .where(and(eq(submissions.id, id), eq(submissions.hookJobId, named.id))),
  ]);
  if (jobRow) followStarted(ctx, jobRow);
  return row;
}
