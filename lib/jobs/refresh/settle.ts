import { and, eq, exists, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs, sending, submissions } from '@/lib/db';
import { parseFailure, type UpstreamError, type UpstreamResult } from '@/lib/gepetto';
import { deleteOldParts, storeBody } from '@/lib/job-body';
import { writeClaimed } from '@/lib/lease';
import { log } from '@/lib/log';
import { copyResult } from '@/lib/results';
import { announce } from '@/lib/webhooks';
import { isSettled } from '../model';
import { hasResponse, type JobRow, jobFactsOf, lastCheckOf } from '../rows';
import { applyUpstream, leaveOutUnseen, renewOutput, stallIfOverdue } from '../state';
import { retryDelay, WATCHED_FOR_MS } from './policy';
import { nextCheckDelay, recordSettleAge } from './stats-store';

type Change = Partial<JobRow>;
type JobResult = Extract<UpstreamResult, { kind: 'job' }>;

async function changeAfterJob(ctx: Context, row: JobRow, result: JobResult): Promise<Change> {
  const now = ctx.now();
  const before = leaveOutUnseen(jobFactsOf(row), lastCheckOf(row), now);
  const isGone = row.outputGoneAt !== null;
  const facts = isGone ? renewOutput(before, result.job) : applyUpstream(before, result.job, now);
  const watched = now - row.watchedAt < WATCHED_FOR_MS;
  const submitted = facts.state === 'pending' && (await isSubmitted(ctx, row));
  const delay = await nextCheckDelay(ctx, facts, watched, submitted);
  // A settled job changes only where a missing result is found.
  if (facts === before) return { outputGoneAt: null, nextCheckAt: now + delay };
  return {
    ...facts,
    outputGoneAt: null,
    ...(await storeBody(ctx.db, row.id, row.fence, result.body)),
    failure: facts.state === 'failed' ? parseFailure(result.body) : null,
    checkedAt: now,
    nextCheckAt: now + delay,
    failures: 0,
    troubleCode: null,
    troubleStatus: null,
    troubleAt: null,
  };
}

/** Errors by which upstream has answered for one job. After any other it is asked again. */
const ANSWERS = new Set(['not_found', 'forbidden', 'too_large', 'invalid_response']);

function changeAfterError(row: JobRow, error: UpstreamError, now: number): Change {
  const failures = row.failures + 1;
  const retryAt = now + retryDelay(error, failures, Math.random(), hasResponse(row));
  if (isSettled(row.state)) {
    const answered = ANSWERS.has(error.kind) ? { outputGoneAt: null } : {};
    return { failures, nextCheckAt: retryAt, ...answered };
  }
  return {
    ...stallIfOverdue(leaveOutUnseen(jobFactsOf(row), lastCheckOf(row), now), now),
    failures,
    nextCheckAt: retryAt,
    troubleCode: error.kind,
    troubleStatus: 'httpStatus' in error ? (error.httpStatus ?? null) : null,
    troubleAt: now,
  };
}

/**
 * Adds a job that has settled to the statistics, provided that its start is known and that it was seen pending
 * before: a job that had settled before its first check does not show when it settled.
 */
async function recordSettle(ctx: Context, before: JobRow, after: JobRow, result: JobResult) {
  const startedHere = before.startedBy !== null;
  if (result.job.createdAt === undefined && !startedHere) return;
  if (before.checkedAt === null && !startedHere) return;
  const pendingAt = Math.max(0, (before.checkedAt ?? after.createdAt) - after.createdAt);
  await recordSettleAge(ctx, after.mode, pendingAt, ctx.now() - after.createdAt);
}

/** Whether a job was submitted here, so that upstream should call us when it ends. */
async function isSubmitted({ db }: Context, { id, startedBy }: JobRow): Promise<boolean> {
  if (startedBy === null) return false;
  const found = await db
    .select({ id: submissions.id })
    .from(submissions)
    .where(eq(submissions.jobId, id))
    .limit(1);
  return found.length > 0;
}

/** Notes that a job ended without the call that upstream should have made: the next ones are asked for earlier. */
async function noteMissedCall({ db, now }: Context, jobId: string): Promise<void> {
  const missed = db
    .select({ id: submissions.id })
    .from(submissions)
    .where(and(eq(submissions.jobId, jobId), isNull(submissions.hookAt)));
  await db.update(sending).set({ hookMissedAt: now() }).where(exists(missed));
}

/** Whether there is a result to copy now: the first, another address, or the answer that there is no other. */
function hasNewResult(before: JobRow, after: JobRow): boolean {
  const isNew = before.state !== 'succeeded' || before.output !== after.output;
  const isAnswered = before.outputGoneAt !== null && after.outputGoneAt === null;
  return after.state === 'succeeded' && after.output !== null && (isNew || isAnswered);
}

/**
 * Writes upstream's result to the claimed row and ends the claim. Does nothing if another process has claimed
 * the row since: a slow process whose claim has expired must not overwrite newer results.
 *
 * @returns the row as written, or undefined if the claim was lost
 */
export async function settle(
  ctx: Context,
  claimed: JobRow,
  result: UpstreamResult,
): Promise<JobRow | undefined> {
  if (result.kind === 'key_rejected') {
    log().error(
      { httpStatus: result.httpStatus },
      'upstream rejects our key: check GEPETTO_API_KEY',
    );
  }
  const change =
    result.kind === 'job'
      ? await changeAfterJob(ctx, claimed, result)
      : changeAfterError(claimed, result, ctx.now());
  const row = await writeClaimed(ctx.db, jobs, claimed, change);
  const hasParts = [claimed.bodyVersion, change.bodyVersion].some((version) => version != null);
  if (hasParts) await deleteOldParts(ctx.db, claimed.id);
  // At once, not at the next sweep: people are waiting to see it.
  if (row && hasNewResult(claimed, row)) ctx.defer(copyResult(ctx, row.id, { early: true }));
  if (row && isSettled(row.state) && !isSettled(claimed.state)) {
    if (result.kind === 'job') await recordSettle(ctx, claimed, row, result);
    if (row.startedBy !== null) await noteMissedCall(ctx, row.id);
    ctx.defer(announce(ctx, row.id));
  }
  return row;
}
