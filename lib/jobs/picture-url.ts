import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { JobRow } from './row';
import { jobNotFound } from './upstream-error';

/** A job's result, or the picture that it was given. */
export type PictureKind = 'output' | 'input';

/**
 * The address of a job's picture, as upstream or the starter of the job named it: to be fetched by the
 * guarded fetch alone.
 * @throws AppError `not_found` when the job has no such picture (yet)
 */
export function pictureUrlOf(job: JobRow, kind: PictureKind): string {
  const url = kind === 'input' ? job.inputUrl : job.state === 'succeeded' ? job.output : null;
  if (url === null) throw new AppError('not_found', 'This job has no such picture yet.');
  return url;
}

/**
 * The same for a job of a user's history.
 * @throws AppError `job_not_found` when it is not in this user's history; `not_found`
 */
export async function pictureUrl(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
  kind: PictureKind,
): Promise<string> {
  const [found] = await db
    .select({ job: jobs })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  if (!found) throw jobNotFound();
  return pictureUrlOf(found.job, kind);
}
