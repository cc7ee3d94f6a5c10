import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, shares } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { type JobRow, type PictureKind, pictureUrlOf, refreshIfDue } from '@/lib/jobs';
import { aliveWithEntry } from './alive';
import { hashToken, isToken } from './token';
import type { SharedJob } from './view';

/** The job behind a link that is neither unknown nor revoked and whose owner still has the job. */
async function jobBehind(ctx: Context, token: string): Promise<JobRow | null> {
  if (!isToken(token)) return null;
  const [share] = await ctx.db
    .select({ job: jobs })
    .from(shares)
    .innerJoin(entries, aliveWithEntry)
    .innerJoin(jobs, eq(jobs.id, shares.jobId))
    .where(eq(shares.tokenHash, hashToken(token)));
  return share ? refreshIfDue(ctx, share.job) : null;
}

/** What a link shows. Null alike for a link that never was and for one that is no more. */
export async function openShare(ctx: Context, token: string): Promise<SharedJob | null> {
  const job = await jobBehind(ctx, token);
  if (!job) return null;
  return {
    state: job.state,
    mode: job.mode,
    createdAt: job.createdAt,
    settledAt: job.settledAt,
    hasPicture: job.state === 'succeeded' && job.output !== null,
    hasInput: job.inputUrl !== null,
  };
}

/**
 * The address of a shared picture, for the guarded fetch alone.
 * @throws AppError `not_found`, in the same words whether the link or the picture is missing
 */
export async function sharedPictureUrl(
  ctx: Context,
  token: string,
  kind: PictureKind,
): Promise<string> {
  const job = await jobBehind(ctx, token);
  if (!job) throw new AppError('not_found', 'This job has no such picture yet.');
  return pictureUrlOf(job, kind);
}
