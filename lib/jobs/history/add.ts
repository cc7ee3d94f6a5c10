import type { Context } from '@/lib/context';
import { entries } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { announce } from '@/lib/webhooks';
import { findJobId } from '../find-id';
import { findJob } from '../look-up';
import { isSettled } from '../state';
import type { JobView } from '../view';
import { openJob } from './entry';

/**
 * Adds a job to a user's history from whatever was pasted. A job that is there already stays the same
 * entry; if it was archived, it is restored.
 *
 * @param pasted an id, an address with one in it, or upstream's JSON answer
 * @throws AppError `invalid_job_id` when there is no id in it; otherwise as `findJob`
 */
export async function addJob(ctx: Context, userId: string, pasted: string): Promise<JobView> {
  const jobId = findJobId(pasted);
  if (jobId === undefined) {
    throw new AppError(
      'invalid_job_id',
      'No job id was found in this. Paste the id, an address that ends in /job/<id>, or the JSON answer that holds it.',
    );
  }
  const { row, kept } = await findJob(ctx, userId, jobId);
  await ctx.db
    .insert(entries)
    .values({ userId, jobId, addedAt: ctx.now() })
    .onConflictDoUpdate({
      target: [entries.userId, entries.jobId],
      set: { archivedAt: null },
    });
  if (!kept && isSettled(row.state)) ctx.defer(announce(ctx, jobId));
  return openJob(ctx, userId, jobId);
}
