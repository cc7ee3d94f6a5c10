import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import {
  cancelSubmission,
  type SubmissionRow,
  sendingFacts,
  submitVerbatim,
  waitForSubmission,
} from '@/lib/submissions';
import type { CallerRequest } from './caller-body';
import { notSentYet, outOfCredit, problemOf } from './problems';

/** How long a queued request is given before the queue is asked whether it moves at all, ms. */
const LOOK_EVERY_MS = 2_000;
/** The wait that a caller is told, ms. */
const RETRY_AFTER_MS = 30_000;
/** How much longer than upstream's deadline the answer of a request takes that is being sent, ms. */
const ANSWER_GRACE_MS = 5_000;

type StartRequest = CallerRequest & {
  userId: string;
  /** Where the request reached this server. */
  origin: string;
  mode: string;
  idempotencyKey: string | null;
  /** How long the request may wait in the queue, ms. */
  maxWaitMs: number;
};

/** Takes a request back that was not sent. False if it is being sent meanwhile. */
async function takeBack(ctx: Context, userId: string, id: string): Promise<boolean> {
  try {
    await cancelSubmission(ctx, userId, id);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'submission_settled') return false;
    throw error;
  }
}

/**
 * Ends the wait for a queued request. Without an idempotency key nobody could ask for it again: it is taken back, so
 * that a caller who tries again does not pay twice.
 */
async function giveUp(ctx: Context, request: StartRequest, id: string, why: AppError) {
  const kept = request.idempotencyKey !== null;
  if (kept || (await takeBack(ctx, request.userId, id))) throw why;
}

/** Waits until a request was answered. Throws if it stays in the queue. */
async function answered(ctx: Context, request: StartRequest, id: string) {
  const { idempotencyKey, maxWaitMs } = request;
  const deadline = ctx.now() + maxWaitMs;
  for (;;) {
    const row = await waitForSubmission(ctx, id, Math.min(deadline, ctx.now() + LOOK_EVERY_MS));
    if (!row) throw new AppError('not_found', 'The request was deleted, with the account.');
    if (row.state === 'sending') {
      const longestMs = (await ctx.gepetto.keyIds()).length * ctx.gepetto.startTimeoutMs;
      return waitForSubmission(ctx, id, ctx.now() + longestMs + ANSWER_GRACE_MS);
    }
    if (row.state !== 'queued') return row;
    const { state } = await sendingFacts(ctx);
    if (state === 'out_of_credit') await giveUp(ctx, request, id, outOfCredit());
    const isOver = ctx.now() >= deadline || state === 'paused';
    const why = notSentYet(idempotencyKey !== null, RETRY_AFTER_MS);
    if (isOver) await giveUp(ctx, request, id, why);
    // It was claimed in this moment.
    if (isOver || state === 'out_of_credit') await sleep(100);
  }
}

/** Upstream's answer, verbatim; without our webhook, if upstream repeats it. */
function answerOf({ answer, jobId, mode }: SubmissionRow, callerWebhook: string | undefined) {
  const own = { status: 'pending', id: jobId, mode };
  if (answer === null) return JSON.stringify(own);
  if (!answer.includes('/api/hooks/gepetto/')) return answer;
  try {
    const { webhook: _, ...json } = JSON.parse(answer);
    return JSON.stringify(callerWebhook === undefined ? json : { ...json, webhook: callerWebhook });
  } catch {
    return JSON.stringify(own);
  }
}

/**
 * Starts a job for a caller of the drop-in, and waits until upstream has named it.
 * @returns the job's id and upstream's answer
 * @throws AppError `start_refused` with upstream's status, `start_uncertain`, `start_cancelled`,
 *   `upstream_out_of_credit`, `upstream_key_rejected`, `upstream_busy`, and those of `submitVerbatim`
 */
export async function startForCaller(
  ctx: Context,
  request: StartRequest,
): Promise<{ jobId: string; answer: string }> {
  const { maxWaitMs: _, ...wanted } = request;
  const { id } = await submitVerbatim(ctx, wanted);
  const row = await answered(ctx, request, id);
  if (!row) throw new AppError('not_found', 'The request was deleted, with the account.');
  if (row.state !== 'accepted' || row.jobId === null) throw problemOf(row);
  return { jobId: row.jobId, answer: answerOf(row, request.callerWebhook) };
}
