import { and, desc, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { notInHistory } from '@/lib/jobs';
import { sharePath } from '@/lib/paths';
import { activeShareOfEntry } from './resolve';
import { formatShareCursor, type ShareCursor, type ShareView } from './schemas';
import { unsealToken } from './token';

/** Links on one page. */
const PAGE_SIZE = 50;

export type SharesPage = {
  shares: ShareView[];
  /** Cursor of the next, older page; null on the last. */
  next: string | null;
};

/**
 * A page of the active links to a job, newest first.
 * @throws AppError `job_not_found` if the job is not in the user's history
 */
export async function listShares(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
  after?: ShareCursor,
): Promise<SharesPage> {
  const isAfter =
    after && sql`(${shares.createdAt}, ${shares.id}) < (${after.createdAt}, ${after.id})`;
  // Starts from the entry: a job without links gives one row, and an unknown job gives none.
  const rows = await db
    .select({
      share: { id: shares.id, tokenSealed: shares.tokenSealed, createdAt: shares.createdAt },
    })
    .from(entries)
    .leftJoin(shares, and(activeShareOfEntry, isAfter))
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)))
    .orderBy(desc(shares.createdAt), desc(shares.id))
    .limit(PAGE_SIZE + 1);
  if (rows.length === 0) throw notInHistory();
  const page = rows.slice(0, PAGE_SIZE).flatMap(({ share }) => {
    if (share === null) return [];
    const token = unsealToken(share.tokenSealed, getEnv().readableSecrets);
    return [{ id: share.id, path: token && sharePath(token), createdAt: share.createdAt }];
  });
  const last = page.at(-1);
  return { shares: page, next: rows.length > PAGE_SIZE && last ? formatShareCursor(last) : null };
}
