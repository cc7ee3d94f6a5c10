import { and, eq, type SQL, sql } from 'drizzle-orm';
import { type Db, shareFeedback, shares } from '@/lib/db';

// Columns are named one by one: neither the token of a link, nor its password, nor who a visitor is, in any form.

/** A page of the links of a user, with their jobs in order. */
export function shareRows(db: Db, userId: string, after: SQL, limit: number) {
  const { id, createdAt, revokedAt, title, note, showsSender, showsBefore } = shares;
  const { allowsDownload, feedback, expiresAt, maxViews, views, firstViewAt, lastViewAt } = shares;
  return db
    .select({
      rowid: sql<number>`${shares}.rowid`,
      id,
      jobIds: sql`coalesce((SELECT json_group_array(job_id) FROM (SELECT job_id FROM share_items
        WHERE share_items.share_id = shares.id ORDER BY position)), '[]')`.mapWith(JSON.parse),
      createdAt,
      revokedAt,
      title,
      note,
      showsSender,
      showsBefore,
      allowsDownload,
      feedback,
      expiresAt,
      hasPassword: sql`${shares.passwordHash} IS NOT NULL`.mapWith(Boolean),
      maxViews,
      views,
      firstViewAt,
      lastViewAt,
      embedSites: shares.embedSites,
    })
    .from(shares)
    .where(and(eq(shares.userId, userId), after))
    .orderBy(sql`${shares}.rowid`)
    .limit(limit);
}

/** A page of what visitors of the user's links said. */
export function feedbackRows(db: Db, userId: string, after: SQL, limit: number) {
  const { id, shareId, jobId, kind, name, text, createdAt, hiddenAt } = shareFeedback;
  const { answer, answeredAt } = shareFeedback;
  return db
    .select({
      rowid: sql<number>`${shareFeedback}.rowid`,
      id,
      shareId,
      jobId,
      kind,
      name,
      text,
      createdAt,
      hiddenAt,
      answer,
      answeredAt,
    })
    .from(shareFeedback)
    .innerJoin(shares, eq(shares.id, shareId))
    .where(and(eq(shares.userId, userId), after))
    .orderBy(sql`${shareFeedback}.rowid`)
    .limit(limit);
}
