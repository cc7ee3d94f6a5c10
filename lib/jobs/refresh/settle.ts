import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import type { UpstreamError, UpstreamResult } from '@/lib/gepetto';
import { log } from '@/lib/log';
import { announce } from '@/lib/webhooks';
import { type JobRow, jobFactsOf } from '../row';
import { applyUpstream, isSettled, stallIfOverdue } from '../state';
import { untilNextCheck } from './next-check';
import { retryDelay } from './policy';
import { WATCHED_MS } from './refreshable';
import { recordSettleAge, settleStats } from './stats-store';

type Change = Partial<JobRow>;
type JobAnswer = Extract<UpstreamResult, { kind: 'job' }>;

async function afterAnswer(ctx: Context, row: JobRow, answer: JobAnswer): Promise<Change> {
  const now = ctx.now();
  const known = applyUpstream(jobFactsOf(row), answer.job, now);
  const wait = await untilNextCheck(ctx, known, now - row.watchedAt < WATCHED_MS);
  return {
    ...known,
    body: answer.body,
    checkedAt: now,
    nextCheckAt: now + wait,
    failures: 0,
    troubleCode: null,
    troubleStatus: null,
    troubleAt: null,
  };
}

function afterTrouble(row: JobRow, answer: UpstreamError, now: number): Change {
  const failures = row.failures + 1;
  return {
    ...stallIfOverdue(jobFactsOf(row), now),
    failures,
    nextCheckAt: now + retryDelay(answer, failures, Math.random()),
    troubleCode: answer.kind,
    troubleStatus: 'httpStatus' in answer ? (answer.httpStatus ?? null) : null,
    troubleAt: now,
  };
}

/** Learns from an end, where it is known when the job began and between which two asks it ended. */
async function recordSettle(ctx: Context, before: JobRow, after: JobRow, answer: UpstreamResult) {
  if (!isSettled(after.state) || answer.kind !== 'job') return;
  if (answer.job.createdAt === undefined && before.startedBy === null) return;
  const pendingAt = Math.max(0, (before.checkedAt ?? after.createdAt) - after.createdAt);
  const seenAt = ctx.now() - after.createdAt;
  // A job that was over before anybody asked teaches nothing.
  if (before.checkedAt === null && before.startedBy === null) return;
  const { agesOf } = await settleStats(ctx);
  await recordSettleAge(ctx.db, after.mode, agesOf(after.mode), [pendingAt, seenAt]);
}

/**
 * Writes back what an ask brought and gives the claim up. Only under the fence of the claim: a claimer
 * that was thought dead must not overwrite its successor.
 *
 * @returns the row as it now is, or undefined when another claim has come since
 */
export async function settle(
  ctx: Context,
  claimed: JobRow,
  answer: UpstreamResult,
): Promise<JobRow | undefined> {
  if (answer.kind === 'key_rejected') {
    log().error(
      { httpStatus: answer.httpStatus },
      'upstream refuses our key: check GEPETTO_API_KEY',
    );
  }
  const change =
    answer.kind === 'job'
      ? await afterAnswer(ctx, claimed, answer)
      : afterTrouble(claimed, answer, ctx.now());
  const [row] = await ctx.db
    .update(jobs)
    .set({ ...change, leaseUntil: 0 })
    .where(and(eq(jobs.id, claimed.id), eq(jobs.fence, claimed.fence)))
    .returning();
  if (row) await recordSettle(ctx, claimed, row, answer);
  if (row && isSettled(row.state)) ctx.defer(announce(ctx, row.id));
  return row;
}
