import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '@/lib/db';
import { shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { sharePath } from '@/lib/paths';
import { visibleOrNull } from '@/lib/visible-text';
import type { ShareView } from './model';
import { endOf } from './state';
import { unsealToken } from './token';

type ItemRow = { jobId: string; label: string | null; mode: string | null };

/** A link with its jobs as JSON and the numbers of what was said. In a query on one table Drizzle names columns without it. */
const LIST_COLUMNS = {
  share: shares,
  items:
    sql<string>`(SELECT json_group_array(json_object('jobId', job_id, 'label', label, 'mode', mode)) FROM (
    SELECT share_items.job_id, entries.label, entries.mode FROM share_items
    JOIN entries ON entries.user_id = shares.user_id AND entries.job_id = share_items.job_id
    WHERE share_items.share_id = shares.id ORDER BY share_items.position))`.as('items'),
  counts: sql<string>`(SELECT json_object(
      'likes', count(*) FILTER (WHERE kind = 'like'), 'comments', count(*) FILTER (WHERE kind = 'comment'),
      'unseen', count(*) FILTER (WHERE seen_at IS NULL))
    FROM share_feedback WHERE share_feedback.share_id = shares.id)`.as('counts'),
};

type ListRow = { share: typeof shares.$inferSelect; items: string; counts: string };

/** A query for links as their owner sees them. */
export const selectShares = (db: Db) => db.select(LIST_COLUMNS).from(shares).$dynamic();

/** The condition that a link is this one of the user, and not revoked. */
export const ownShare = (userId: string, id: string): SQL | undefined =>
  and(eq(shares.id, id), eq(shares.userId, userId), isNull(shares.revokedAt));

/** One link; undefined if the user has none with this id that is not revoked. */
export async function selectShare(
  db: Db,
  userId: string,
  id: string,
): Promise<ListRow | undefined> {
  const [row] = await selectShares(db).where(ownShare(userId, id));
  return row;
}

/** The path of a link; null if its token cannot be read any more. */
export function pathOf(sealed: string): string | null {
  const token = unsealToken(sealed, getEnv().readableSecrets);
  return token && sharePath(token);
}

export function toShareView({ share, items, counts }: ListRow, now: number): ShareView {
  const jobs = (JSON.parse(items) as ItemRow[]).map(({ jobId, label, mode }) => ({
    jobId,
    title: visibleOrNull(label) ?? mode,
  }));
  const { id, title, note, showsSender, showsBefore, allowsDownload, feedback } = share;
  const { expiresAt, maxViews, views, firstViewAt, lastViewAt, createdAt } = share;
  return {
    id,
    path: pathOf(share.tokenSealed),
    title,
    note,
    jobs,
    showsSender,
    showsBefore,
    allowsDownload,
    feedback,
    expiresAt,
    hasPassword: share.passwordHash !== null,
    maxViews,
    views,
    firstViewAt,
    lastViewAt,
    ...(JSON.parse(counts) as Pick<ShareView, 'likes' | 'comments' | 'unseen'>),
    embedSites: share.embedSites ?? [],
    createdAt,
    ended: endOf({ ...share, hasItems: jobs.length > 0 }, now),
  };
}
