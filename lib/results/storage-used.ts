import { setImmediate as nextTurn } from 'node:timers/promises';
import { count, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, results } from '@/lib/db';

/** `bytes` includes the thumbnails. */
export type StorageUsed = { results: number; bytes: number };

/** Entries that are summed up at once. Everybody else waits while a SQLite file is read: some 15 ms. */
const PAGE_SIZE = 5_000;

type Page = StorageUsed & { entries: number; last: string | null };

/** What the results in a user's history take. One that several users have counts for each of them. */
export async function storageUsedBy(
  { db }: Pick<Context, 'db'>,
  userId: string,
): Promise<StorageUsed> {
  const used = { results: 0, bytes: 0 };
  for (let after = ''; ; ) {
    const [page] = await db.all<Page>(sql`SELECT count(*) AS entries, max(page.job_id) AS last,
        count(${results.jobId}) AS results,
        coalesce(sum(${results.bytes} + ${results.thumbnailBytes}), 0) AS bytes
      FROM (SELECT job_id FROM ${entries} WHERE user_id = ${userId} AND job_id > ${after}
        ORDER BY job_id LIMIT ${PAGE_SIZE}) AS page
      LEFT JOIN ${results} ON ${results.jobId} = page.job_id AND ${results.state} = 'stored'`);
    if (!page) return used;
    used.results += page.results;
    used.bytes += page.bytes;
    if (page.entries < PAGE_SIZE || page.last === null) return used;
    after = page.last;
    await nextTurn();
  }
}

/** What all results take. An index alone answers it. */
export async function storageUsed({ db }: Pick<Context, 'db'>): Promise<StorageUsed> {
  const [used] = await db
    .select({
      results: count(),
      bytes: sql<number>`coalesce(sum(${results.bytes} + ${results.thumbnailBytes}), 0)`.mapWith(
        Number,
      ),
    })
    .from(results)
    .where(sql`${results.state} = 'stored'`);
  return used ?? { results: 0, bytes: 0 };
}
