import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { getOrAddJob } from '@/lib/jobs';
import { singleton } from '@/lib/singleton';

/** How often the row is looked at, ms. */
const LOOK_MS = 400;
/** How often the job is requested upstream if it is due: where no background work does that, ms. */
const REQUEST_MS = 4_000;
/** Requests of one process that may wait for the end of a job. */
const MAX_WAITING = 300;

const waiting = singleton('drop-in-waits', () => ({ count: 0 }));

/**
 * Takes a place among the requests that wait for the end of a job. Call it before anything is spent.
 * @returns what gives it back
 * @throws AppError `server_busy`
 */
export function takePlace(): () => void {
  if (waiting.count >= MAX_WAITING) {
    const message =
      'Too many requests wait for the end of a job. Send a webhook with the request, or try again in a minute.';
    throw new AppError('server_busy', message, { retryAfterMs: 60_000 });
  }
  waiting.count += 1;
  let given = false;
  return () => {
    if (!given) waiting.count -= 1;
    given = true;
  };
}

export type JobEnd = { state: 'succeeded' | 'failed'; failure: string | null };

/**
 * Waits for the end of a job of a user.
 * @param until the deadline, ms UTC
 * @param signal of the request: nobody waits any more
 * @returns null if it has not ended by then
 */
export async function waitForEnd(
  ctx: Context,
  { userId, jobId }: { userId: string; jobId: string },
  until: number,
  signal: AbortSignal,
): Promise<JobEnd | null> {
  let requestAt = ctx.now() + REQUEST_MS;
  for (;;) {
    const [job] = await ctx.db
      .select({ state: jobs.state, failure: jobs.failure })
      .from(jobs)
      .where(eq(jobs.id, jobId));
    if (job?.state === 'succeeded' || job?.state === 'failed') {
      return { state: job.state, failure: job.failure };
    }
    if (signal.aborted || ctx.now() >= until) return null;
    if (ctx.now() >= requestAt) {
      requestAt = ctx.now() + REQUEST_MS;
      // Without upstream the wait goes on.
      await getOrAddJob(ctx, userId, jobId).catch(() => undefined);
    }
    await sleep(Math.max(0, Math.min(LOOK_MS, until - ctx.now())));
  }
}
