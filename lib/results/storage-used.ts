import { and, count, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, results } from '@/lib/db';

/** `bytes` includes the thumbnails. */
export type StorageUsed = { results: number; bytes: number };

const USED = {
  results: count(),
  bytes: sql<number>`coalesce(sum(${results.bytes} + ${results.thumbnailBytes}), 0)`.mapWith(
    Number,
  ),
};

/** What the results in a user's history take. One that several users have counts for each of them. */
export async function storageUsedBy(
  { db }: Pick<Context, 'db'>,
  userId: string,
): Promise<StorageUsed> {
  const [used] = await db
    .select(USED)
    .from(entries)
    .innerJoin(results, eq(results.jobId, entries.jobId))
    .where(and(eq(entries.userId, userId), eq(results.state, 'stored')));
  return used ?? { results: 0, bytes: 0 };
}

/** What all results take. An index alone answers it. */
export async function storageUsed({ db }: Pick<Context, 'db'>): Promise<StorageUsed> {
  const [used] = await db.select(USED).from(results).where(sql`${results.state} = 'stored'`);
  return used ?? { results: 0, bytes: 0 };
}
