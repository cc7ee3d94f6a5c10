import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { jobNotFound } from '@/lib/jobs';
import { sharePath } from '@/lib/paths';
import { activeShareOfEntry } from './resolve';
import type { ShareView } from './schemas';
import { unsealToken } from './token';

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
