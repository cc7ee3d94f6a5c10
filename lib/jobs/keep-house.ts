import { and, isNull, lt, notExists, sql } from 'drizzle-orm';
import { forgetOldCalls } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { sweep } from './refresh';
import { learned } from './refresh/learned';

/** How many jobs are being waited for, of all users. */
export async function countPending(ctx: Pick<Context, 'db' | 'now'>): Promise<number> {
  return (await learned(ctx)).pending;
}

/** How long an id that upstream never knew is kept, ms. */
const FORGET_UNKNOWN_MS = 24 * 60 * 60 * 1_000;

/** Forgets ids that upstream never knew and nobody keeps. */
async function forgetUnknown({ db, now }: Context): Promise<void> {
  const kept = db.select({ one: sql`1` }).from(entries).where(sql`${entries.jobId} = ${jobs.id}`);
  await db
    .delete(jobs)
    .where(and(isNull(jobs.body), lt(jobs.createdAt, now() - FORGET_UNKNOWN_MS), notExists(kept)));
}

/**
 * What has to be done with no tab open: refreshes due jobs and clears away what nobody needs.
 * @param forMs the longest that it goes on, ms
 */
export async function keepHouse(ctx: Context, forMs: number): Promise<void> {
  await sweep(ctx, forMs);
  await forgetOldCalls(ctx.db, ctx.now());
  await forgetUnknown(ctx);
}
