import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { rateLimiter } from '@/lib/rate-limit';
import { copyResult, requeueResult } from '@/lib/results';
import { getJob } from './get';
import { pictureNotFound } from './picture-url';
import type { JobView } from './schemas';

/** Copies of one user by hand, so that nobody can have a source flooded. */
const LIMIT = { name: 'copy-by-hand', points: 20, seconds: 60 };
/** How long the outcome is waited for, ms. The copy goes on after that. */
const WAIT_MS = 10_000;

/**
 * Copies the result of a job again, also after the attempts have ended, and waits for the outcome for a while.
 * @throws AppError `job_not_found` if the job is not in this user's history; `not_found` if it has no result;
 *   `too_many_requests`
 */
export async function copyAgain(ctx: Context, userId: string, jobId: string): Promise<JobView> {
  const { result } = await getJob(ctx, userId, jobId);
  if (result === null) throw pictureNotFound();
  await rateLimiter(ctx.db, LIMIT).consume(userId);
  await requeueResult(ctx, jobId);
  const copied = copyResult(ctx, jobId, { early: true, byHand: true });
  ctx.defer(copied);
  await Promise.race([copied, sleep(WAIT_MS, undefined, { ref: false })]);
  return getJob(ctx, userId, jobId);
}
