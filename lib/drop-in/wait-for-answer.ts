import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import {
  cancelSubmission,
  isStopped,
  type SubmissionRow,
  selectSubmission,
  sendingFacts,
  sendSoon,
} from '@/lib/submissions';
import { notSentYet, outOfCredit } from './problems';

/** How often the row is looked at, ms. */
const LOOK_MS = 100;
/** The wait that a caller is told, ms. */
const RETRY_AFTER_MS = 30_000;
/** How often this request takes part in the sending, where no background work does, ms. */
const SEND_EVERY_MS = 1_000;
/** How much longer than upstream's deadline the answer of a request takes that is being sent, ms. */
const ANSWER_GRACE_MS = 5_000;
/** Looks at which nobody is sending, before a request is believed not to be sent: a sender may be about to claim it. */
const STOPPED_LOOKS = 3;

type Waiting = {
  userId: string;
  id: string;
  /** Whether the caller has a key to ask for the request again. */
  hasKey: boolean;
  /** How long it may wait in the queue, ms. */
  maxWaitMs: number;
};

/** Takes a request back that was not sent. False if it is being sent meanwhile. */
async function takeBack(ctx: Context, { userId, id }: Waiting): Promise<boolean> {
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
async function giveUp(ctx: Context, waiting: Waiting, why: AppError): Promise<void> {
  if (waiting.hasKey || (await takeBack(ctx, waiting))) throw why;
}

/** How long upstream may take to answer a request that is being sent, ms. */
async function longestMs({ gepetto }: Context): Promise<number> {
  return (await gepetto.keyIds()).length * gepetto.startTimeoutMs + ANSWER_GRACE_MS;
}

/**
 * Waits until a request was answered.
 * @returns its row; undefined if it was deleted, with the account
 * @throws AppError `upstream_out_of_credit`, `upstream_busy` if it stays in the queue
 */
export async function waitForAnswer(
  ctx: Context,
  waiting: Waiting,
): Promise<SubmissionRow | undefined> {
  const deadline = ctx.now() + waiting.maxWaitMs;
  let answerBy = Number.POSITIVE_INFINITY;
  let stopped = 0;
  let sendAt = ctx.now() + SEND_EVERY_MS;
  for (;;) {
    const row = await selectSubmission(ctx, waiting.id);
    if (row?.state === 'sending') {
      answerBy = Math.min(answerBy, ctx.now() + (await longestMs(ctx)));
      if (ctx.now() >= answerBy) return row;
    } else if (row?.state === 'queued') {
      answerBy = Number.POSITIVE_INFINITY;
      if (ctx.now() >= sendAt && row.nextAttemptAt <= ctx.now()) {
        sendAt = ctx.now() + SEND_EVERY_MS;
        sendSoon(ctx);
      }
      const facts = await sendingFacts(ctx);
      stopped = isStopped(facts, ctx.now()) ? stopped + 1 : 0;
      // Upstream's own word about this request needs no second look.
      const wasRefused = stopped > 0 && row.problem === 'out_of_credit';
      if (wasRefused || stopped >= STOPPED_LOOKS || ctx.now() >= deadline) {
        const noCredit = facts.state === 'out_of_credit';
        const why = noCredit ? outOfCredit() : notSentYet(waiting.hasKey, RETRY_AFTER_MS);
        await giveUp(ctx, waiting, why);
      }
    } else return row;
    await sleep(LOOK_MS);
  }
}
