import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, entries, jobs } from '@/lib/db';
import { copyResult } from '@/lib/results';
import { announce } from '@/lib/webhooks';
import { assertRoom } from './entry-limit';
import { requireJob } from './get-or-add';
import { isSettled } from './model';
import { toJobView, VIEW_COLUMNS } from './rows';
import type { JobView } from './schemas';
import { jobNotFound } from './upstream-error';

/**
 * Adds a job to a user's history. A job that is in it already keeps its entry; an archived one is restored.
 *
 * @param addedAt where the job stands in the history, ms UTC
 * @throws AppError `too_many_jobs`; otherwise as `requireJob`
 */
export async function addJob(
  ctx: Context,
  userId: string,
  jobId: string,
  addedAt = ctx.now(),
): Promise<JobView> {
  const { row, inHistory } = await requireJob(ctx, userId, jobId);
  if (!inHistory) await assertRoom(ctx, userId);
  const [[entry], [job]] = await batch(ctx.db, [
    ctx.db
      .insert(entries)
      .values({ userId, jobId, addedAt })
      .onConflictDoUpdate({
        target: [entries.userId, entries.jobId],
        set: { archivedAt: null },
      })
      .returning(),
    ctx.db.select(VIEW_COLUMNS).from(jobs).where(eq(jobs.id, jobId)),
  ]);
  if (!entry || !job) throw jobNotFound();
  if (!inHistory && isSettled(row.state)) ctx.defer(announce(ctx, jobId));
  if (!inHistory && job.state === 'succeeded') ctx.defer(copyResult(ctx, jobId));
  return toJobView(entry, job);
}
