import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { getJob } from './history/entry';
import { refreshNow } from './refresh';
import { isSettled, resume } from './state';
import type { JobView } from './view';

/** A job that was asked for more recently than this is not asked for again by hand, ms. */
const AT_MOST_EVERY_MS = 5_000;

/**
 * "Check now": makes a job due at once; a stalled one is waited for anew. Pressing it again and again
 * costs no more than one ask in five seconds.
 * @throws AppError `job_not_found` when it is not in this user's history
 */
export async function checkNow(ctx: Context, userId: string, jobId: string): Promise<JobView> {
  const view = await getJob(ctx, userId, jobId);
  const now = ctx.now();
  const lastAsked = Math.max(view.checkedAt ?? 0, view.trouble?.at ?? 0);
  if (now - lastAsked < AT_MOST_EVERY_MS) return view;
  const [row] = await ctx.db.select().from(jobs).where(eq(jobs.id, jobId));
  if (!row || isSettled(row.state)) return view;
  const { state, waitingSince } = resume(row, now);
  await ctx.db
    .update(jobs)
    .set({ state, waitingSince, nextCheckAt: now })
    .where(and(eq(jobs.id, jobId), eq(jobs.state, row.state)));
  await refreshNow(ctx, jobId);
  return getJob(ctx, userId, jobId);
}
