import { setTimeout as sleep } from 'node:timers/promises';
import { and, lte } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { outsideRequests } from '@/lib/request';
import { isStopping } from '@/lib/shutdown';
import { singleton } from '@/lib/singleton';
import { dueRank } from './policy';
import { refreshJob } from './refresh-job';
import { isRefreshable, settleStats } from './stats-store';

/** Simultaneous background calls of one process. */
const CONCURRENCY = 3;
/** Ranks change with time: the list of due jobs is selected again after this, ms. */
const LIST_TTL_MS = 2_000;
const LIST_LIMIT = 2_000;
/** A sweep waits at most this long for a call to be free; then it ends, ms. */
const MAX_WAIT_MS = 1_000;

/** The ids of due jobs, highest rank first. */
async function selectDueJobs(ctx: Context): Promise<string[]> {
  const now = ctx.now();
  const { id, mode, createdAt, checkedAt, nextCheckAt } = jobs;
  const due = await ctx.db
    .select({ id, mode, createdAt, checkedAt, nextCheckAt })
    .from(jobs)
    .where(and(isRefreshable(ctx.db, now), lte(nextCheckAt, now), lte(jobs.leaseUntil, now)))
    .orderBy(nextCheckAt)
    .limit(LIST_LIMIT);
  const { agesOf } = await settleStats(ctx);
  const ranked = due.map((job) => ({
    id: job.id,
    rank: dueRank({
      ages: agesOf(job.mode),
      pendingAtMs: Math.max(0, (job.checkedAt ?? job.createdAt) - job.createdAt),
      ageMs: now - job.createdAt,
      overdueMs: now - job.nextCheckAt,
    }),
  }));
  return ranked.sort((a, b) => b.rank - a.rank).map((job) => job.id);
}

/**
 * Refreshes the jobs of a list until it is done or too old, or no call is free.
 * @returns in the last case, when a call will be free, ms from now
 */
async function refreshList(ctx: Context, ids: string[]): Promise<number | undefined> {
  const until = ctx.now() + LIST_TTL_MS;
  let freeInMs: number | undefined;
  const worker = async () => {
    while (freeInMs === undefined && ctx.now() < until && !isStopping()) {
      const id = ids.shift();
      if (id === undefined) return;
      const refresh = await refreshJob(ctx, id, 'background');
      freeInMs ??= refresh.freeInMs;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return freeInMs;
}

async function sweepFor(ctx: Context, forMs: number): Promise<void> {
  const end = ctx.now() + forMs;
  for (let waited = 0; waited < forMs && ctx.now() < end && !isStopping(); ) {
    const ids = await selectDueJobs(ctx);
    if (ids.length === 0) return;
    const freeInMs = await refreshList(ctx, ids);
    if (freeInMs === undefined) continue;
    if (freeInMs > MAX_WAIT_MS) return;
    await sleep(freeInMs);
    waited += freeInMs;
  }
}

/** The running sweep of this process, by database. */
const running = singleton('sweeps', () => new WeakMap<object, Promise<void>>());

/**
 * Refreshes due jobs, highest rank first, as far as the budget allows. Simultaneous sweeps do not repeat
 * work: a process runs one sweep at a time, and only one process can claim a job.
 *
 * @param forMs the longest that it runs, ms
 */
export function sweep(ctx: Context, forMs: number): Promise<void> {
  const shared = running.get(ctx.db);
  if (shared) return shared;
  // A sweep works for all users: its time and log lines do not belong to the request that started it.
  const sweeping = outsideRequests(() => sweepFor(ctx, forMs)).finally(() =>
    running.delete(ctx.db),
  );
  running.set(ctx.db, sweeping);
  return sweeping;
}
