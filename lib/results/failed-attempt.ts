import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, jobs, results } from '@/lib/db';
import { errorCodes, errorName } from '@/lib/errors';
import { writeClaimed, writeOfClaimed } from '@/lib/lease';
import { log } from '@/lib/log';
import { PictureError } from '@/lib/picture-error';
import { StorageError } from '@/lib/storage';
import type { ResultRow } from './claim';
import type { ResultProblem } from './model';
import type { Source } from './read-source';
import { nextAttemptAt } from './retry-policy';
import { pauseCopying } from './storage-pause';

/** How long Gepetto's answer is waited for before the old address is tried again, ms. */
const ANSWERED_WITHIN_MS = 15 * 60_000;

/** Our own store failed: the result is to be copied as if this attempt had not been made. */
async function wait(ctx: Context, claimed: ResultRow, error: StorageError) {
  log().error({ fault: error.fault, code: error.code }, 'the storage failed: copying is paused');
  const { until, problem } = pauseCopying(ctx, error);
  await writeClaimed(ctx.db, results, claimed, {
    problem,
    nextAttemptAt: until,
    attempts: claimed.attempts - 1,
    queuedAt: ctx.now(),
  });
}

/**
 * The source has gone: Gepetto is asked for the job once more, since it may sign a fresh address. `lib/jobs/refresh`
 * does so within the budget.
 */
async function askAgain({ db, now }: Context, claimed: ResultRow, { id, output }: Source) {
  const at = now();
  const same = and(eq(jobs.id, id), eq(jobs.state, 'succeeded'), eq(jobs.output, output ?? ''));
  await batch(db, [
    writeOfClaimed(db, results, claimed, {
      problem: 'gone',
      askedAgainAt: at,
      nextAttemptAt: at + ANSWERED_WITHIN_MS,
    }),
    db.update(jobs).set({ outputGoneAt: at, nextCheckAt: at }).where(same),
  ]);
}

/** Plans the next attempt, or gives up. */
export async function recordFailure(
  ctx: Context,
  claimed: ResultRow,
  problem: ResultProblem,
  isFinal = false,
): Promise<void> {
  const now = ctx.now();
  const { problem: before, attempts, queuedAt } = claimed;
  const random = Math.random();
  const at = nextAttemptAt({ problem, before, attempts, queuedAt, now, random });
  const change = at === null || isFinal ? { state: 'failed' as const } : { nextAttemptAt: at };
  await writeClaimed(ctx.db, results, claimed, { problem, ...change });
}

/**
 * Ends a failed attempt.
 * @throws `error` if it is none of the picture or of the store
 */
export async function endAttempt(
  ctx: Context,
  claimed: ResultRow,
  source: Source,
  error: unknown,
): Promise<void> {
  if (error instanceof StorageError) return wait(ctx, claimed, error);
  if (!(error instanceof PictureError)) throw error;
  const { problem, message } = error;
  const reason = { problem, reason: message, attempts: claimed.attempts };
  log().warn({ ...reason, codes: errorCodes(error), cause: errorName(error.cause) }, 'not copied');
  if (problem === 'gone' && claimed.askedAgainAt === null) return askAgain(ctx, claimed, source);
  // Once Gepetto has answered, there is no other address.
  await recordFailure(ctx, claimed, problem, problem === 'gone' && source.outputGoneAt === null);
}
