import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { isSettled } from './model';
import { refreshAllIfDue, refreshNow } from './refresh';
import { selectJob, toJobView, VIEW_COLUMNS } from './rows';
import type { JobView } from './schemas';
import { lacksOutput, resume } from './state';
import { notInHistory } from './upstream-error';

/** Jobs of a user's history, refreshed if they are due. Ids that are not in the history are left out. */
export async function getJobs(ctx: Context, userId: string, ids: string[]): Promise<JobView[]> {
  const found = await ctx.db
    .select({ entry: entries, job: VIEW_COLUMNS })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(and(eq(entries.userId, userId), inArray(entries.jobId, ids)));
  const fresh = await refreshAllIfDue(
    ctx,
    found.map(({ job }) => job),
  );
  return found.map(({ entry, job }, at) =>
    // A refresh tells nothing about the photo.
    toJobView(entry, { ...(fresh[at] ?? job), photo: job.photo }),
  );
}

/** @throws AppError `job_not_found` if the job is not in this user's history */
export async function getJob(ctx: Context, userId: string, jobId: string): Promise<JobView> {
  const [view] = await getJobs(ctx, userId, [jobId]);
  if (!view) throw notInHistory();
  return view;
}

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
  if (!row || (isSettled(row.state) && !lacksOutput(row))) return view;
  const { state, waitingSince } = resume(row, now);
  await ctx.db
    .update(jobs)
    .set({ state, waitingSince, nextCheckAt: now })
    .where(and(eq(jobs.id, jobId), eq(jobs.state, row.state)));
  await refreshNow(ctx, jobId);
  return getJob(ctx, userId, jobId);
}
