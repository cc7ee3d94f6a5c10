import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { jobNotFound } from '@/lib/jobs';
import { sharePath } from '@/lib/paths';
import { activeShareOfEntry } from './resolve';
import type { ShareView } from './schemas';
import { hashToken, newToken, sealToken, unsealToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

async function assertInHistory({ db }: Data, userId: string, jobId: string): Promise<void> {
  const [entry] = await db
    .select({ jobId: entries.jobId })
    .from(entries)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  if (!entry) throw jobNotFound();
}

/**
 * Creates a link to a job of the user's history. A job can have several links, revoked one by one.
 * @throws AppError `job_not_found` if the job is not in the user's history
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
  return { id: share.id, path: sharePath(token), createdAt: share.createdAt };
}

/**
 * The active links to a job, newest first.
 * @throws AppError `job_not_found` if the job is not in the user's history
 */
export async function listShares(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
): Promise<ShareView[]> {
  // Starts from the entry: a job without links gives one row, and an unknown job gives none.
  const rows = await db
    .select({
      share: { id: shares.id, tokenSealed: shares.tokenSealed, createdAt: shares.createdAt },
    })
    .from(entries)
    .leftJoin(shares, activeShareOfEntry)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)))
    .orderBy(desc(shares.createdAt));
  if (rows.length === 0) throw jobNotFound();
  return rows.flatMap(({ share }) => {
    if (share === null) return [];
    const token = unsealToken(share.tokenSealed, getEnv().readableSecrets);
    return [{ id: share.id, path: token && sharePath(token), createdAt: share.createdAt }];
  });
}

/**
 * Revokes a link, at once and for good.
 * @throws AppError `not_found` if the user has no such link to this job
 */
export async function revokeShare(
  { db, now }: Pick<Context, 'db' | 'now'>,
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
    throw new AppError('not_found', 'This link no longer exists. Reload the page.');
  }
}
