import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { shares } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';

type Data = Pick<Context, 'db' | 'now'>;

/** The error for a link that the user does not have, or that is revoked. */
export function shareNotFound(): AppError {
  return new AppError('not_found', 'This link no longer exists. Reload the page.');
}

async function revoke(
  { db, now }: Data,
  userId: string,
  which: SQL | undefined,
): Promise<string[]> {
  const revoked = await db
    .update(shares)
    .set({ revokedAt: now() })
    .where(and(which, eq(shares.userId, userId), isNull(shares.revokedAt)))
    .returning({ id: shares.id });
  for (const { id } of revoked) {
    await logSecurity({ db, now }, 'share_revoked', { userId, shareId: id });
  }
  return revoked.map(({ id }) => id);
}

/**
 * Revokes a link, at once and for good.
 * @throws AppError `not_found` if the user has no such link
 */
export async function revokeShare(ctx: Data, userId: string, id: string): Promise<void> {
  if ((await revoke(ctx, userId, eq(shares.id, id))).length === 0) throw shareNotFound();
}

/** Revokes several links. Returns the ids of those that were the user's and not revoked before. */
export function revokeShares(ctx: Data, userId: string, ids: string[]): Promise<string[]> {
  return revoke(ctx, userId, inArray(shares.id, ids));
}

/**
 * Revokes a link to a job.
 * @throws AppError `not_found` if the user has no such link to this job
 */
export async function revokeJobShare(
  ctx: Data,
  userId: string,
  jobId: string,
  shareId: string,
): Promise<void> {
  // The items of a link whose job was removed are gone.
  const showsJob = sql`(${shares.jobId} = ${jobId} OR EXISTS (
    SELECT 1 FROM share_items WHERE share_items.share_id = shares.id AND job_id = ${jobId}))`;
  const revoked = await revoke(ctx, userId, and(eq(shares.id, shareId), showsJob));
  if (revoked.length === 0) throw shareNotFound();
}
