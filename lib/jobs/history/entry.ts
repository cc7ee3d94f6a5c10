import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { refreshRow } from '../refresh';
import { toView } from '../to-view';
import { jobNotFound } from '../trouble';
import type { JobView } from '../view';

/**
 * Several jobs of the user's history, each as fresh as it can be had without making anybody wait; ids that
 * are not in it are left out.
 */
export async function openJobs(ctx: Context, userId: string, ids: string[]): Promise<JobView[]> {
  const found = await ctx.db
    .select({ entry: entries, job: jobs })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(and(eq(entries.userId, userId), inArray(entries.jobId, ids)));
  return Promise.all(
    found.map(async ({ entry, job }) => toView(entry, await refreshRow(ctx, job))),
  );
}

/**
 * One such job.
 * @throws AppError `job_not_found` when it is not in this user's history, whoever else has it
 */
export async function openJob(ctx: Context, userId: string, jobId: string): Promise<JobView> {
  const [view] = await openJobs(ctx, userId, [jobId]);
  if (!view) throw jobNotFound();
  return view;
}

/** What of an entry its owner may change. `label: null` takes the label away. */
export type EntryChange = { label?: string | null | undefined; archived?: boolean | undefined };

/**
 * Labels, archives or restores an entry.
 * @throws AppError `job_not_found` when it is not in this user's history
 */
export async function changeEntry(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  jobId: string,
  { label, archived }: EntryChange,
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
  return toView(entry, job);
}

/**
 * Takes a job out of the user's history. Upstream keeps it, and it can be added again.
 * @throws AppError `job_not_found` when it is not in this user's history
 */
export async function removeEntry(
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
