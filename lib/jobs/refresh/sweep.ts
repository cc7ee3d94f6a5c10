import { setTimeout as sleep } from 'node:timers/promises';
import { and, lte } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { outsideRequests } from '@/lib/request';
import { singleton } from '@/lib/singleton';
import { refreshInBackground } from './ask';
import { priority } from './policy';
import { isRefreshable } from './refreshable';
import { settleStats } from './stats-store';

/** Asks of one process that are under way at once. */
const AT_ONCE = 3;
/** What is worth most changes with time: the list of due jobs is made anew after this, ms. */
const LIST_LIVES_MS = 2_000;
const MOST_LISTED = 2_000;
/** A sweep waits this long for a call to be free, and leaves longer waits to the next sweep, ms. */
const WAITS_MS = 1_000;

/** The due jobs, those first that are most worth an ask. */
async function dueJobs(ctx: Context): Promise<string[]> {
  const now = ctx.now();
  const { id, mode, createdAt, checkedAt, nextCheckAt } = jobs;
  const due = await ctx.db
    .select({ id, mode, createdAt, checkedAt, nextCheckAt })
    .from(jobs)
    .where(and(isRefreshable(ctx.db, now), lte(nextCheckAt, now), lte(jobs.leaseUntil, now)))
    .orderBy(nextCheckAt)
    .limit(MOST_LISTED);
  const { agesOf } = await settleStats(ctx);
  const ranked = due.map((job) => ({
    id: job.id,
    rank: priority({
      ages: agesOf(job.mode),
      pendingAtMs: Math.max(0, (job.checkedAt ?? job.createdAt) - job.createdAt),
      ageMs: now - job.createdAt,
      overdueMs: now - job.nextCheckAt,
    }),
  }));
  return ranked.sort((a, b) => b.rank - a.rank).map((job) => job.id);
}

/** Asks for the jobs of a list, a few at once, until the list is old or no call is free. */
async function askAll(ctx: Context, ids: string[]): Promise<number | undefined> {
  const until = ctx.now() + LIST_LIVES_MS;
  let freeInMs: number | undefined;
  const worker = async () => {
    while (freeInMs === undefined && ctx.now() < until) {
      const id = ids.shift();
      if (id === undefined) return;
      const attempt = await refreshInBackground(ctx, id);
      freeInMs ??= attempt.freeInMs;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return freeInMs;
}

async function sweepFor(ctx: Context, forMs: number): Promise<void> {
  const end = ctx.now() + forMs;
  for (let waited = 0; waited < forMs && ctx.now() < end; ) {
    const ids = await dueJobs(ctx);
    if (ids.length === 0) return;
    const freeInMs = await askAll(ctx, ids);
    if (freeInMs === undefined) continue;
    if (freeInMs > WAITS_MS) return;
    await sleep(freeInMs);
    waited += freeInMs;
  }
}

/** The sweeps of this process that are under way, by database: whoever comes meanwhile shares one. */
const underWay = singleton('sweeps', () => new WeakMap<object, Promise<void>>());

/**
 * Refreshes due jobs, those first that are most worth it, as far as the budget reaches. Two sweeps at
 * once do no work twice: in one process they are one, and elsewhere each job has one claimer.
 *
 * @param forMs the longest that it goes on, ms
 */
export function sweep(ctx: Context, forMs: number): Promise<void> {
  const running = underWay.get(ctx.db);
  if (running) return running;
  // Whoever sets it going, it works for everybody: neither its time nor its log lines are theirs.
  const sweeping = outsideRequests(() => sweepFor(ctx, forMs)).finally(() =>
    underWay.delete(ctx.db),
  );
  underWay.set(ctx.db, sweeping);
  return sweeping;
}
