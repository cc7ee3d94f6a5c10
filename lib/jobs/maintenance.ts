import { and, isNull, lt, notExists } from 'drizzle-orm';
import { pruneCalls } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { sweep } from './refresh';
import { entriesOf } from './refresh/refreshable';
import { settleStats } from './refresh/stats-store';

/** How many jobs are being waited for, of all users. */
export async function countPending(ctx: Pick<Context, 'db' | 'now'>): Promise<number> {
  return (await settleStats(ctx)).pending;
}

/** How long an id that upstream never knew is kept, ms. */
const FORGET_UNKNOWN_MS = 24 * 60 * 60 * 1_000;

/** Forgets ids that upstream never knew and nobody keeps. */
async function pruneUnknownJobs({ db, now }: Context): Promise<void> {
  await db
    .delete(jobs)
    .where(
      and(
        isNull(jobs.body),
        lt(jobs.createdAt, now() - FORGET_UNKNOWN_MS),
        notExists(entriesOf(db)),
      ),
    );
}

/** How often what nobody needs is cleared away, ms: a box sweeps every second. */
const TIDY_EVERY_MS = 10 * 60 * 1_000;

let tidiedAt = 0;

/**
 * What jobs need with no tab open: refreshes due jobs and clears away what nobody needs.
 * @param forMs the longest that it goes on, ms
 */
export async function maintainJobs(ctx: Context, forMs: number): Promise<void> {
  await sweep(ctx, forMs);
  if (Math.abs(ctx.now() - tidiedAt) < TIDY_EVERY_MS) return;
  tidiedAt = ctx.now();
  await pruneCalls(ctx.db, tidiedAt);
  await pruneUnknownJobs(ctx);
}
