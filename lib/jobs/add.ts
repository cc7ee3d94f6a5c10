import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { announce } from '@/lib/webhooks';
import { requireJob } from './get-or-add';
import { isSettled } from './model';
import { parseJobId } from './parse-job-id';
import { toJobView } from './rows';
import type { JobView } from './schemas';
import { jobNotFound } from './upstream-error';

/**
 * Adds a job to a user's history. A job that is in it already keeps its entry; an archived one is restored.
 *
 * @param pasted an id, a URL that contains one, or upstream's JSON
 * @throws AppError `invalid_job_id` if it contains no id; otherwise as `requireJob`
 */
export async function addJob(ctx: Context, userId: string, pasted: string): Promise<JobView> {
  const jobId = parseJobId(pasted);
  if (jobId === undefined) {
    throw new AppError(
      'invalid_job_id',
      'This text contains no job ID. Paste the ID, a URL that ends in /job/<id>, or the JSON that Gepetto returned.',
    );
  }
  const { row, inHistory } = await requireJob(ctx, userId, jobId);
  const [[entry], [job]] = await batch(ctx.db, [
    ctx.db
      .insert(entries)
      .values({ userId, jobId, addedAt: ctx.now() })
      .onConflictDoUpdate({
        target: [entries.userId, entries.jobId],
        set: { archivedAt: null },
      })
      .returning(),
    ctx.db.select().from(jobs).where(eq(jobs.id, jobId)),
  ]);
  if (!entry || !job) throw jobNotFound();
  if (!inHistory && isSettled(row.state)) ctx.defer(announce(ctx, jobId));
  return toJobView(entry, job);
}
