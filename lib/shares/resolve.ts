import { and, eq, gte, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, shares } from '@/lib/db';
import {
  isEndKnown,
  type JobView,
  type PictureKind,
  pictureNotFound,
  pictureUrlOf,
  refreshIfDue,
  resultOf,
  VIEW_COLUMNS,
  type ViewRow,
} from '@/lib/jobs';
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

async function resolveJob(ctx: Context, token: string): Promise<ViewRow | null> {
  if (!isToken(token)) return null;
  const [share] = await ctx.db
    .select({ job: VIEW_COLUMNS })
    .from(shares)
    .innerJoin(entries, activeShareOfEntry)
    .innerJoin(jobs, eq(jobs.id, shares.jobId))
    .where(eq(shares.tokenHash, hashToken(token)));
  return share ? refreshIfDue(ctx, share.job) : null;
}

/** The job that a link shows. Returns null for unknown and revoked links alike. */
export async function resolveShare(ctx: Context, token: string): Promise<SharedJob | null> {
  const job = await resolveJob(ctx, token);
  if (!job) return null;
  return {
    state: job.state,
    mode: job.mode,
    createdAt: job.createdAt,
    settledAt: isEndKnown(job) ? job.settledAt : null,
    hasPicture: job.state === 'succeeded' && job.output !== null,
    result: resultOf(job),
    hasInput: job.inputUrl !== null,
  };
}

/**
 * The upstream URL of a shared picture. Only the guarded fetch may use it; it is never sent to a client.
 * @throws AppError `not_found` with the same message for a missing link and a missing picture
 */
export async function sharedPictureUrl(
  ctx: Context,
  token: string,
  kind: PictureKind,
): Promise<string> {
  const job = await resolveJob(ctx, token);
  if (!job) throw pictureNotFound();
  return pictureUrlOf(ctx, job, kind);
}
