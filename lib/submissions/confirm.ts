import { and, eq, gt, isNotNull, isNull, lte, ne, or, type SQL } from 'drizzle-orm';
import { callUpstream } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { submissions } from '@/lib/db';
import { isJobId } from '@/lib/gepetto';
import { askForJob, selectJobOwner } from '@/lib/jobs';
import { enterJob } from './enter-job';
import type { SubmissionRow } from './rows';

/** A call of upstream's that named a job nobody can confirm is forgotten after this, ms. */
const FORGET_AFTER_MS = 24 * 60 * 60_000;
/** What a webhook says about one submission is confirmed at most this often, ms: each time costs a call of ours. */
export const CONFIRM_EVERY_MS = 5_000;
/** Confirmations that one round of maintenance makes at most. */
const ROUND_LIMIT = 50;

/** The condition that nothing a webhook said about the submission was confirmed in the last seconds. */
export function mayConfirm(now: number): SQL | undefined {
  const { hookAt } = submissions;
  return or(isNull(hookAt), lte(hookAt, now - CONFIRM_EVERY_MS), gt(hookAt, now));
}

/** Asks upstream once for a job that should have ended, if it is not settled: a call that costs. */
export async function endedJob(ctx: Context, jobId: string): Promise<void> {
  await askForJob(ctx, jobId);
}

/** What was named is known now, or cannot be a job of this submission. */
async function forget({ db }: Context, { id, hookJobId }: SubmissionRow): Promise<void> {
  await db
    .update(submissions)
    .set({ hookJobId: null })
    .where(and(eq(submissions.id, id), eq(submissions.hookJobId, hookJobId ?? '')));
}

/**
 * Asks upstream for the job that it named to the webhook of a submission, which has no such job yet. If it exists, it
 * enters the history, and an uncertain submission is accepted. One that does not is forgotten; without an answer it
 * is asked for again by background work.
 */
export async function confirmHook(ctx: Context, row: SubmissionRow): Promise<void> {
  const { hookJobId: jobId, userId } = row;
  if (jobId === null || !isJobId(jobId)) return;
  // While it is being sent, its own answer is on the way.
  if (row.state === 'sending' && row.leaseUntil > ctx.now()) return;
  const owner = await selectJobOwner(ctx, jobId);
  if (owner !== undefined && owner !== null && owner !== userId) return forget(ctx, row);
  const about = { subject: jobId, lastFailed: false };
  const result = await callUpstream(ctx, 'interactive', about, (keyId) =>
    ctx.gepetto.fetchJob(jobId, keyId),
  );
  if (result.kind === 'not_found' || result.kind === 'forbidden') return forget(ctx, row);
  if (result.kind !== 'job') return;
  await enterJob(ctx, row, { id: jobId, ...result }, { expectsCall: false });
  await forget(ctx, row);
  // Somebody may have asked for it before, so that it had a row: that one is brought up to date.
  if (owner !== undefined) await askForJob(ctx, jobId);
}

/** Background work: confirms what was named to a webhook while no call was free or the process died. */
export async function confirmMissed(ctx: Context): Promise<void> {
  const { db } = ctx;
  const now = ctx.now();
  await db
    .update(submissions)
    .set({ hookJobId: null })
    .where(and(isNotNull(submissions.hookJobId), lte(submissions.hookAt, now - FORGET_AFTER_MS)));
  const settled = or(ne(submissions.state, 'sending'), lte(submissions.leaseUntil, now));
  const waiting = await db
    .select({ id: submissions.id })
    .from(submissions)
    .where(and(isNotNull(submissions.hookJobId), settled, mayConfirm(now)))
    .orderBy(submissions.hookAt)
    .limit(ROUND_LIMIT);
  for (const { id } of waiting) {
    const [row] = await db
      .update(submissions)
      .set({ hookAt: ctx.now() })
      .where(and(eq(submissions.id, id), isNotNull(submissions.hookJobId), mayConfirm(ctx.now())))
      .returning();
    if (row) await confirmHook(ctx, row);
  }
}
