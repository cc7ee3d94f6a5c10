import { and, eq, gte, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, photos, results, shares } from '@/lib/db';
import {
  hasInput,
  isEndKnown,
  type JobPicture,
  type JobView,
  type PictureKind,
  pictureNotFound,
  refreshIfDue,
  resultOf,
  toJobPicture,
  VIEW_COLUMNS,
} from '@/lib/jobs';
import { PHOTO_FILE_COLUMNS } from '@/lib/photos';
import { FILE_COLUMNS } from '@/lib/results';
import { findTemporary } from './temporary';
import { hashToken, isToken } from './token';

/**
 * Joins active shares to the history entry that they belong to. A share is active until it is revoked or
 * its owner removes the job; adding the job again does not revive its old links.
 */
export const activeShareOfEntry = and(
  eq(entries.userId, shares.userId),
  eq(entries.jobId, shares.jobId),
  isNull(shares.revokedAt),
  gte(shares.createdAt, entries.addedAt),
);

/** The part of a job that anyone with the link may see: not its owner, id or label. */
export type SharedJob = Pick<
  JobView,
  'state' | 'mode' | 'createdAt' | 'settledAt' | 'hasPicture' | 'hasInput' | 'result'
>;

async function findShared({ db }: Pick<Context, 'db'>, token: string) {
  if (!isToken(token)) return null;
  const [share] = await db
    .select({ job: VIEW_COLUMNS, files: FILE_COLUMNS, photo: PHOTO_FILE_COLUMNS })
    .from(shares)
    .innerJoin(entries, activeShareOfEntry)
    .innerJoin(jobs, eq(jobs.id, shares.jobId))
    .leftJoin(results, eq(results.jobId, jobs.id))
    .leftJoin(photos, eq(photos.id, jobs.photoId))
    .where(eq(shares.tokenHash, hashToken(token)));
  return share ?? null;
}

/** The job that a link shows. Returns null for unknown and revoked links alike. */
export async function resolveShare(ctx: Context, token: string): Promise<SharedJob | null> {
  const share = await findShared(ctx, token);
  if (!share) return null;
  const job = await refreshIfDue(ctx, share.job);
  return {
    state: job.state,
    mode: job.mode,
    createdAt: job.createdAt,
    settledAt: isEndKnown(job) ? job.settledAt : null,
    hasPicture: job.state === 'succeeded' && job.output !== null,
    result: resultOf(job),
    hasInput: hasInput(job),
  };
}

/**
 * A shared picture, or the result at a temporary address.
 * @throws AppError `not_found` with the same message for a missing link and a missing picture; `result_expired`
 */
export async function getSharedPicture(
  ctx: Context,
  token: string,
  kind: PictureKind,
): Promise<JobPicture> {
  const share = await findShared(ctx, token);
  if (!share) {
    const result = kind === 'output' ? await findTemporary(ctx, token) : null;
    if (!result) throw pictureNotFound();
    return result;
  }
  const job = await refreshIfDue(ctx, share.job);
  return toJobPicture(ctx, { ...share, job, label: null }, kind);
}
