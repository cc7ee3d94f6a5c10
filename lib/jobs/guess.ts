import type { Context } from '@/lib/context';
import { processWide } from '@/lib/process-wide';
import { throttle } from '@/lib/throttle';
import { readJob } from './refresh';
import type { JobRow } from './row';

/** So many ids a minute may one user try that upstream turns out not to know. */
const GUESSES = { name: 'unknown-job', points: 20, seconds: 60 };

const underWay = processWide('guesses', () => new Map<string, Promise<JobRow>>());

async function countAndRead(ctx: Context, userId: string, jobId: string): Promise<JobRow> {
  const guesses = throttle(ctx.db, GUESSES);
  // Counted before it is known to be one, so that many at once are not all let through.
  await guesses.consume(userId);
  const row = await readJob(ctx, jobId);
  if (row.troubleCode !== 'unknown') await guesses.giveBack(userId);
  return row;
}

/**
 * Reads a job of which nothing is known: it may not exist, and finding out costs a call. However often one
 * user asks for the same id at once, it counts as one guess.
 * @throws AppError `too_many_requests` after too many ids that upstream did not know
 */
export function guessJob(ctx: Context, userId: string, jobId: string): Promise<JobRow> {
  const key = `${userId} ${jobId}`;
  const running = underWay.get(key);
  if (running) return running;
  const guessing = countAndRead(ctx, userId, jobId).finally(() => underWay.delete(key));
  underWay.set(key, guessing);
  return guessing;
}
