import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { throttle } from '@/lib/rate-limit';
import { singleton } from '@/lib/singleton';
import { readJob } from './refresh';
import type { JobRow } from './row';

/** So many ids a minute may one user try that upstream turns out not to know. */
const UNKNOWN_ID_LIMIT = { name: 'unknown-job', points: 20, seconds: 60 };

const underWay = singleton('guesses', () => new Map<string, Promise<JobRow>>());

/**
 * Counts a guess, before it is known to be one, so that many at once are not all let through.
 * @throws AppError `too_many_requests`
 */
export async function countUnknownId({ db }: Pick<Context, 'db'>, userId: string): Promise<void> {
  try {
    await throttle(db, UNKNOWN_ID_LIMIT).consume(userId);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'too_many_requests') throw error;
    throw new AppError(
      'too_many_requests',
      `Gepetto knew none of the last ${UNKNOWN_ID_LIMIT.points} job ids that you asked for. Check where they come from, and try again in a minute.`,
      { retryAfterMs: error.retryAfterMs ?? UNKNOWN_ID_LIMIT.seconds * 1_000 },
    );
  }
}

async function countAndRead(ctx: Context, userId: string, jobId: string): Promise<JobRow> {
  await countUnknownId(ctx, userId);
  const row = await readJob(ctx, jobId);
  if (row.troubleCode !== 'unknown') await throttle(ctx.db, UNKNOWN_ID_LIMIT).giveBack(userId);
  return row;
}

/**
 * Reads a job of which nothing is known: it may not exist, and finding out costs a call. However often one
 * user asks for the same id at once, it counts as one guess.
 * @throws AppError `too_many_requests` after too many ids that upstream did not know
 */
export function fetchUnknownJob(ctx: Context, userId: string, jobId: string): Promise<JobRow> {
  const key = `${userId} ${jobId}`;
  const running = underWay.get(key);
  if (running) return running;
  const guessing = countAndRead(ctx, userId, jobId).finally(() => underWay.delete(key));
  underWay.set(key, guessing);
  return guessing;
}
