import { and, eq, type SQL, sql } from 'drizzle-orm';
import { entries, shareItems, shares } from '@/lib/db';

/**
 * Joins items of links to the history entries that they belong to. A trigger deletes the items of a job that its owner
 * removes; while an account is handed over, the entry may be a page behind its link.
 */
export const entryOfItem = and(
  eq(entries.userId, shares.userId),
  eq(entries.jobId, shareItems.jobId),
);

/** Whether a link has anything to show. In a query on `shares`. */
export const HAS_ITEMS: SQL<number> = sql<number>`EXISTS (SELECT 1 FROM share_items
  JOIN entries ON entries.user_id = shares.user_id AND entries.job_id = share_items.job_id
  WHERE share_items.share_id = shares.id)`;

/** The number of these jobs that are in a user's history. */
export const countEntries = (userId: string, jobIds: string[]): SQL<number> =>
  sql<number>`(SELECT count(*) FROM entries WHERE user_id = ${userId}
    AND job_id IN (SELECT value FROM json_each(${JSON.stringify(jobIds)})))`;
