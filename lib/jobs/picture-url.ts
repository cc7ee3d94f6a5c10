import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { PictureKind } from './model';
import type { JobRow } from './rows';
import { jobNotFound } from './upstream-error';

/** The same error for a missing picture and for a link that shows none, so that neither can be told apart. */
export function pictureNotFound(): AppError {
  return new AppError('not_found', 'This job does not have this picture yet.');
}

/**
 * The URL of a job's picture. It comes from upstream: only the guarded fetch may open it.
 * @throws AppError `not_found` if the job has no such picture (yet)
 */
export function pictureUrlOf(job: JobRow, kind: PictureKind): string {
  const url = kind === 'input' ? job.inputUrl : job.state === 'succeeded' ? job.output : null;
  if (url === null) throw pictureNotFound();
  return url;
}

/**
 * The same for a job of a user's history.
 * @throws AppError `job_not_found` if the job is not in this user's history; `not_found`
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
