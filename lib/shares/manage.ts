import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { jobNotFound } from '@/lib/jobs';
import { aliveWithEntry } from './alive';
import { hashToken, newToken, sealToken, unsealToken } from './token';
import type { ShareView } from './view';

type Data = Pick<Context, 'db' | 'now'>;

async function assertInHistory({ db }: Data, userId: string, jobId: string): Promise<void> {
  const [entry] = await db
    .select({ jobId: entries.jobId })
    .from(entries)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  if (!entry) throw jobNotFound();
}

/**
 * Makes a new link to a job of the user's history. Each is a row of its own: revoking one leaves the others.
 * @throws AppError `job_not_found` when it is not in this user's history
 */
export async function createShare(ctx: Data, userId: string, jobId: string): Promise<ShareView> {
  await assertInHistory(ctx, userId, jobId);
  const token = newToken();
  const share = {
    id: crypto.randomUUID(),
    userId,
    jobId,
    tokenHash: hashToken(token),
    tokenSealed: sealToken(token, getEnv().authSecret),
    createdAt: ctx.now(),
  };
  await ctx.db.insert(shares).values(share);
  return { id: share.id, path: `/s/${token}`, createdAt: share.createdAt };
}

/**
 * The links to a job that its owner has made and not revoked, newest first.
 * @throws AppError `job_not_found` when it is not in this user's history
 */
export async function listShares(
  { db }: Data,
  userId: string,
  jobId: string,
): Promise<ShareView[]> {
  // Beginning with the entry: a job without links is one row, and no row is no job.
  const rows = await db
    .select({
      share: { id: shares.id, tokenSealed: shares.tokenSealed, createdAt: shares.createdAt },
    })
    .from(entries)
    .leftJoin(shares, aliveWithEntry)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)))
    .orderBy(desc(shares.createdAt));
  if (rows.length === 0) throw jobNotFound();
  return rows.flatMap(({ share }) => {
    if (share === null) return [];
    const token = unsealToken(share.tokenSealed, getEnv().readableSecrets);
    return [{ id: share.id, path: token && `/s/${token}`, createdAt: share.createdAt }];
  });
}

/**
 * Revokes a link, at once and for good.
 * @throws AppError `not_found` when the user has no such link to this job
 */
export async function revokeShare(
  { db, now }: Data,
  userId: string,
  jobId: string,
  shareId: string,
): Promise<void> {
  const revoked = await db
    .update(shares)
    .set({ revokedAt: now() })
    .where(
      and(
        eq(shares.id, shareId),
        eq(shares.userId, userId),
        eq(shares.jobId, jobId),
        isNull(shares.revokedAt),
      ),
    )
    .returning({ id: shares.id });
  if (revoked.length === 0) {
    throw new AppError('not_found', 'There is no such link any more. Reload the page.');
  }
}
