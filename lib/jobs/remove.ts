import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries } from '@/lib/db';
import { jobNotFound } from './upstream-error';

/**
 * Removes a job from the user's history. The job itself stays and can be added again.
 * @throws AppError `job_not_found` if the job is not in this user's history
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
