import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { getJob } from './get';
import { isSettled } from './model';
import { refreshNow } from './refresh';
import { selectJob } from './rows';
import type { JobView } from './schemas';
import { resume } from './state';

/** "Check now" does nothing if the last check was less than this ago, ms. */
const MIN_INTERVAL_MS = 5_000;

/**
 * Checks a job at once, at most every five seconds; a stalled one becomes pending again.
 * @throws AppError `job_not_found` if the job is not in this user's history
 */
export async function checkNow(ctx: Context, userId: string, jobId: string): Promise<JobView> {
  const view = await getJob(ctx, userId, jobId);
  const now = ctx.now();
  const lastCheck = Math.max(view.checkedAt ?? 0, view.trouble?.at ?? 0);
  if (now - lastCheck < MIN_INTERVAL_MS) return view;
  const row = await selectJob(ctx.db, jobId);
  if (!row || isSettled(row.state)) return view;
  const { state, waitingSince } = resume(row, now);
  await ctx.db
    .update(jobs)
    .set({ state, waitingSince, nextCheckAt: now })
    .where(and(eq(jobs.id, jobId), eq(jobs.state, row.state)));
  await refreshNow(ctx, jobId);
  return getJob(ctx, userId, jobId);
}
