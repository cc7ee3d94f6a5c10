import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, inArray } from 'drizzle-orm';
import { callUpstream, redateCall } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { batch, submissions } from '@/lib/db';
import type { StartResult } from '@/lib/gepetto';
import { selectJobOwner } from '@/lib/jobs';
import { release, writeClaimed } from '@/lib/lease';
import { log } from '@/lib/log';
import { sendingMs } from './claim-next';
import { confirmHook, endedJob } from './confirm';
import { enterJob } from './enter-job';
import { expectsCall } from './expects-call';
import { hookHash } from './hook-secret';
import { prepare } from './prepare';
import { factsOf, type SubmissionRow } from './rows';
import { isNotPaused, stopForCredit } from './sending';
import { applyEvent } from './state';

/** A longer answer of upstream is not kept, characters. */
const MAX_ANSWER = 64 * 1024;
/** Waits before an answer of upstream is written once more, ms. Upstream does not repeat it. */
const WRITE_AGAIN_MS = [200, 1_000, 3_000];

/** It was cancelled, or sending was paused, in the last moment. */
class WithdrawnError extends Error {}

/**
 * Writes that a claimed submission is sent now: from here on a job may exist. It can no longer be cancelled.
 * @returns the row; undefined if it was cancelled, sending was paused, or another process has it
 */
async function markSent(
  ctx: Context,
  claimed: SubmissionRow,
  { secret, callId }: { secret: string; callId: number },
): Promise<SubmissionRow | undefined> {
  const { state, sentAt, attempts, ...trouble } = applyEvent(
    factsOf(claimed),
    { type: 'sent' },
    ctx.now(),
  );
  const keys = await ctx.gepetto.keyIds();
  const write = ctx.db
    .update(submissions)
    .set({
      state,
      sentAt,
      attempts,
      problem: trouble.problem,
      reason: trouble.reason,
      httpStatus: trouble.httpStatus,
      hookHash: hookHash(secret),
      answer: null,
      leaseUntil: ctx.now() + keys.length * sendingMs(ctx),
    })
    .where(
      and(
        eq(submissions.id, claimed.id),
        eq(submissions.fence, claimed.fence),
        eq(submissions.leaseUntil, claimed.leaseUntil),
        eq(submissions.state, 'queued'),
        isNotPaused(),
      ),
    )
    .returning();
  // The call is made once this is written, however long that takes.
  const [[row]] = await batch(ctx.db, [write, redateCall(ctx.db, callId, ctx.now())]);
  return row;
}

/** What upstream answered, if it is not too long. */
function answerOf(result: StartResult): string | null {
  const body = 'body' in result ? (result.body ?? null) : null;
  return body !== null && body.length <= MAX_ANSWER ? body : null;
}

/** Writes what an answer that names no job makes of the submission, unless it was sent again since. */
async function writeRefusal(ctx: Context, sent: SubmissionRow, result: StartResult) {
  const { db } = ctx;
  const now = ctx.now();
  const { queuedAt: _, ...facts } = applyEvent(factsOf(sent), { type: 'answered', result }, now);
  const write = db
    .update(submissions)
    .set({ ...facts, answer: answerOf(result), leaseUntil: 0 })
    .where(
      and(
        eq(submissions.id, sent.id),
        eq(submissions.fence, sent.fence),
        inArray(submissions.state, ['sending', 'uncertain']),
      ),
    )
    .returning();
  if (result.kind !== 'out_of_credit') return (await write)[0];
  log().error('upstream answers that there is no credit left: no job is started any more');
  const [[row]] = await batch(db, [write, stopForCredit(db, now)]);
  return row;
}

async function writeAnswer(ctx: Context, sent: SubmissionRow, result: StartResult) {
  if (result.kind !== 'created') return writeRefusal(ctx, sent, result);
  const owner = await selectJobOwner(ctx, result.id);
  if (owner && owner !== sent.userId) {
    // Whatever it means: nobody gets to see a job, or the photo, of somebody else.
    log().error('upstream named a job of another user when it was to start one');
    const { httpStatus, body } = result;
    return writeRefusal(ctx, sent, { kind: 'invalid_response', httpStatus, body });
  }
  return enterJob(ctx, sent, result, {
    change: { answer: answerOf(result) },
    expectsCall: await expectsCall(ctx, sent.origin),
  });
}

/** Tries again while the database is busy: without the answer the submission would be uncertain. */
async function writeSurely(ctx: Context, sent: SubmissionRow, result: StartResult) {
  for (const waitMs of WRITE_AGAIN_MS) {
    try {
      return await writeAnswer(ctx, sent, result);
    } catch {
      await sleep(waitMs);
    }
  }
  return writeAnswer(ctx, sent, result);
}

/** What upstream told the webhook while the submission was being sent. */
async function readEarlyHook(ctx: Context, sent: SubmissionRow): Promise<void> {
  const [row] = await ctx.db.select().from(submissions).where(eq(submissions.id, sent.id));
  if (!row || (row.hookAt ?? 0) < (sent.sentAt ?? 0)) return;
  if (row.jobId !== null) await endedJob(ctx, row.jobId);
  if (row.hookJobId !== null) await confirmHook(ctx, row);
}

export type Sent = {
  /** If no call was free: when one will be, ms from now. */
  waitMs?: number;
  /** If it was sent: whether upstream named a job. */
  accepted?: boolean;
};

/**
 * Sends a claimed submission: reserves a call, writes that it is sent, calls upstream once, and writes the answer.
 * @param onReserved called when the call is reserved
 */
export async function sendClaimed(
  ctx: Context,
  claimed: SubmissionRow,
  onReserved: () => void,
): Promise<Sent> {
  const { db } = ctx;
  const prepared = await prepare(ctx, claimed);
  if (!prepared) {
    const { queuedAt: _, ...facts } = applyEvent(
      factsOf(claimed),
      { type: 'photo_gone' },
      ctx.now(),
    );
    await writeClaimed(db, submissions, claimed, facts);
    return {};
  }
  let sent: SubmissionRow | undefined;
  let answer: StartResult | undefined;
  const about = { subject: claimed.id, lastFailed: true, starts: true };
  try {
    const result = await callUpstream(ctx, 'submission', about, async (keyId, callId) => {
      sent ??= await markSent(ctx, claimed, { secret: prepared.secret, callId });
      onReserved();
      if (!sent) throw new WithdrawnError();
      answer = await ctx.gepetto.startJob({ mode: claimed.mode, body: prepared.body }, keyId);
      return answer;
    });
    if (result.kind === 'over_budget' && !sent) {
      await release(db, submissions, claimed);
      return { waitMs: result.freeInMs };
    }
  } catch (error) {
    // Only before the call: what upstream has answered is written below, whatever else has failed.
    if (!answer) {
      if (!sent) await release(db, submissions, claimed);
      if (error instanceof WithdrawnError) return {};
      throw error;
    }
  }
  if (!sent || !answer) return {};
  await writeSurely(ctx, sent, answer);
  await readEarlyHook(ctx, sent);
  return { accepted: answer.kind === 'created' };
}
