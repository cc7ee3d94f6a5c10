import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, inArray, lt } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { results } from '@/lib/db';
import { getEnv } from '@/lib/env';

/** Rows of one statement: everybody else waits while a SQLite file is written. */
const PAGE_SIZE = 100;

/** Nothing of the picture is kept. */
const WITHOUT_PICTURE = {
  state: 'expired',
  problem: null,
  folder: null,
  hash: null,
  type: null,
  bytes: null,
  thumbnailBytes: null,
  width: null,
  height: null,
  thumbHash: null,
} as const;

/**
 * Lets results expire that were stored longer ago than `KEEP_RESULTS_DAYS`, the oldest first. The row stays, so that
 * pages can say so; triggers hand the files over for deletion.
 *
 * @param forMs no page starts after this time
 * @param keepMs how long a result is kept, ms; null for ever
 */
export async function expireResults(
  { db, now }: Pick<Context, 'db' | 'now'>,
  forMs: number,
  keepMs: number | null = getEnv().keepResultsMs,
): Promise<void> {
  if (keepMs === null) return;
  const until = now() + forMs;
  do {
    const isOld = and(eq(results.state, 'stored'), lt(results.storedAt, now() - keepMs));
    const old = db
      .select({ jobId: results.jobId })
      .from(results)
      .where(isOld)
      .orderBy(asc(results.storedAt))
      .limit(PAGE_SIZE);
    // Most rounds find nothing, and a write would make others wait.
    if ((await old).length === 0) return;
    await db
      .update(results)
      .set(WITHOUT_PICTURE)
      .where(and(isOld, inArray(results.jobId, old)));
    await nextTurn();
  } while (now() < until);
}
