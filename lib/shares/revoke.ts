import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { shares } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';

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
  await logSecurity({ db, now }, 'share_revoked', { userId, shareId });
}
