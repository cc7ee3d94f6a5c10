import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { announce } from '@/lib/webhooks';
import { findJob } from '../get-or-add';
import { parseJobId } from '../parse-job-id';
import { isSettled } from '../state';
import { toJobView } from '../to-view';
import { jobNotFound } from '../upstream-error';
import type { JobView } from '../view';

/**
 * Adds a job to a user's history from whatever was pasted. A job that is there already stays the same
 * entry; if it was archived, it is restored.
 *
 * @param pasted an id, an address with one in it, or upstream's JSON answer
 * @throws AppError `invalid_job_id` when there is no id in it; otherwise as `findJob`
 */
export async function addJob(ctx: Context, userId: string, pasted: string): Promise<JobView> {
  const jobId = parseJobId(pasted);
  if (jobId === undefined) {
    throw new AppError(
      'invalid_job_id',
      'No job id was found in this. Paste the id, an address that ends in /job/<id>, or the JSON answer that holds it.',
    );
  }
  const { row, kept } = await findJob(ctx, userId, jobId);
  const [entry] = await ctx.db
    .insert(entries)
    .values({ userId, jobId, addedAt: ctx.now() })
    .onConflictDoUpdate({
      target: [entries.userId, entries.jobId],
      set: { archivedAt: null },
    })
    .returning();
  const [job] = await ctx.db.select().from(jobs).where(eq(jobs.id, jobId));
  if (!entry || !job) throw jobNotFound();
  if (!kept && isSettled(row.state)) ctx.defer(announce(ctx, jobId));
  return toJobView(entry, job);
}
