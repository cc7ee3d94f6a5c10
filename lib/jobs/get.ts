import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { refreshIfDue } from './refresh';
import { toJobView } from './rows';
import type { JobView } from './schemas';
import { jobNotFound } from './upstream-error';

/** Jobs of a user's history, refreshed if they are due. Ids that are not in the history are left out. */
export async function getJobs(ctx: Context, userId: string, ids: string[]): Promise<JobView[]> {
  const found = await ctx.db
    .select({ entry: entries, job: jobs })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(and(eq(entries.userId, userId), inArray(entries.jobId, ids)));
  return Promise.all(
    found.map(async ({ entry, job }) => toJobView(entry, await refreshIfDue(ctx, job))),
  );
}

/** @throws AppError `job_not_found` if the job is not in this user's history */
export async function getJob(ctx: Context, userId: string, jobId: string): Promise<JobView> {
  const [view] = await getJobs(ctx, userId, [jobId]);
  if (!view) throw jobNotFound();
  return view;
}
