import { and, isNull, lt, notExists } from 'drizzle-orm';
import { pruneCalls } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { entriesOf, settleStats, sweep } from './refresh';

/** The number of jobs that are being checked, of all users; up to 5 s old. */
export async function countPending(ctx: Pick<Context, 'db' | 'now'>): Promise<number> {
  return (await settleStats(ctx)).pending;
}

/** How long the row of an id that upstream does not know is kept, ms. */
const UNKNOWN_ID_TTL_MS = 24 * 60 * 60 * 1_000;

/** Deletes ids that upstream never responded for and that are in no history. */
async function pruneUnknownJobs({ db, now }: Context): Promise<void> {
  await db
    .delete(jobs)
    .where(
      and(
        isNull(jobs.body),
        lt(jobs.createdAt, now() - UNKNOWN_ID_TTL_MS),
        notExists(entriesOf(db)),
      ),
    );
}

/** How often old rows are deleted, ms. On one box `maintainJobs` runs every second. */
const PRUNE_INTERVAL_MS = 10 * 60 * 1_000;

let prunedAt = 0;

/**
 * Background work: refreshes due jobs and deletes old rows.
 * @param forMs the longest that it runs, ms
 */
export async function maintainJobs(ctx: Context, forMs: number): Promise<void> {
  await sweep(ctx, forMs);
  if (Math.abs(ctx.now() - prunedAt) < PRUNE_INTERVAL_MS) return;
  prunedAt = ctx.now();
  await pruneCalls(ctx.db, prunedAt);
  await pruneUnknownJobs(ctx);
}
