import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { refreshIfDue } from '../refresh';
import { toJobView } from '../to-view';
import { jobNotFound } from '../upstream-error';
import type { JobView } from '../view';

/**
 * Several jobs of the user's history, each as fresh as it can be had without making anybody wait; ids that
 * are not in it are left out.
 */
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

/**
 * One such job.
 * @throws AppError `job_not_found` when it is not in this user's history, whoever else has it
 */
export async function getJob(ctx: Context, userId: string, jobId: string): Promise<JobView> {
  const [view] = await getJobs(ctx, userId, [jobId]);
  if (!view) throw jobNotFound();
  return view;
}

/** What of an entry its owner may change. `label: null` takes the label away. */
export type JobUpdate = { label?: string | null | undefined; archived?: boolean | undefined };

/**
 * Labels, archives or restores an entry.
 * @throws AppError `job_not_found` when it is not in this user's history
 */
export async function updateJob(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  jobId: string,
  { label, archived }: JobUpdate,
): Promise<JobView> {
  const archivedAt = archived ? now() : null;
  const [entry] = await db
    .update(entries)
    .set({
      jobId,
      ...(label === undefined ? {} : { label: label?.trim() || null }),
      ...(archived === undefined ? {} : { archivedAt }),
    })
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)))
    .returning();
  const [job] = await db.select().from(jobs).where(eq(jobs.id, jobId));
  if (!entry || !job) throw jobNotFound();
  return toJobView(entry, job);
}

/**
 * Takes a job out of the user's history. Upstream keeps it, and it can be added again.
 * @throws AppError `job_not_found` when it is not in this user's history
 */
export async function removeJob(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
): Promise<void> {
  const removed = await db
    .delete(entries)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)))
    .returning({ jobId: entries.jobId });
  if (removed.length === 0) throw jobNotFound();
}
