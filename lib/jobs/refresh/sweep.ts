import { setTimeout as sleep } from 'node:timers/promises';
import { and, desc, inArray, isNotNull, isNull, lte, type SQL } from 'drizzle-orm';
import { isProbing, PROBE_INTERVAL_MS, selectHealth } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { isUnavailable, jobs } from '@/lib/db';
import { isFree } from '@/lib/lease';
import { logOncePerMinute } from '@/lib/log';
import { outsideRequests } from '@/lib/request';
import { isStopping } from '@/lib/shutdown';
import { singleton } from '@/lib/singleton';
import { dueRank } from './policy';
import { refreshJob } from './refresh-job';
import { isRefreshable, settleStats } from './stats-store';

/** Simultaneous background calls of one process. */
const CONCURRENCY = 3;
/**
 * More of them for jobs whose last check failed. They have callers of their own: jobs that upstream leaves without an
 * answer must not keep the others waiting.
 */
const FAILING_CONCURRENCY = 2;
/** Ranks change with time: the list of due jobs is selected again after this, ms. */
const LIST_TTL_MS = 2_000;
const LIST_LIMIT = 2_000;
/** A sweep waits at most this long for a call to be free; then it ends, ms. */
const MAX_WAIT_MS = 1_000;
/** How long after a 429 only jobs that did not fail are requested, ms. */
const FIRST_AFTER_BLOCK_MS = 3_000;
/** How often due jobs are looked for while checks of failing ones are still running, ms. */
const LOOK_INTERVAL_MS = 250;

type DueJob = Pick<
  typeof jobs.$inferSelect,
  'id' | 'mode' | 'createdAt' | 'checkedAt' | 'nextCheckAt' | 'troubleAt'
>;

/** The ids of due jobs in the order in which to check them. */
type DueList = { healthy: string[]; failing: string[] };

async function selectDueWhere({ db, now }: Context, where: SQL | undefined): Promise<DueJob[]> {
  const { id, mode, createdAt, checkedAt, nextCheckAt, troubleAt } = jobs;
  const at = now();
  return db
    .select({ id, mode, createdAt, checkedAt, nextCheckAt, troubleAt })
    .from(jobs)
    .where(and(where, lte(nextCheckAt, at), isFree(jobs.leaseUntil, at)))
    .orderBy(nextCheckAt)
    .limit(LIST_LIMIT);
}

/** Pending jobs, and those whose result has gone from its address: each kind has its own index. */
async function selectDue(ctx: Context): Promise<DueJob[]> {
  const pending = await selectDueWhere(ctx, isRefreshable(ctx.db, ctx.now()));
  const gone = await selectDueWhere(ctx, isNotNull(jobs.outputGoneAt));
  return [...pending, ...gone];
}

/** Highest rank first. */
async function rank(ctx: Context, due: DueJob[]): Promise<string[]> {
  const { agesOf, queued } = await settleStats(ctx);
  const now = ctx.now();
  const ranked = due.map((job) => ({
    id: job.id,
    rank: dueRank({
      ages: agesOf(job.mode),
      pendingAtMs: Math.max(0, (job.checkedAt ?? job.createdAt) - job.createdAt),
      ageMs: now - job.createdAt,
      overdueMs: now - job.nextCheckAt,
      queued,
    }),
  }));
  return ranked.sort((a, b) => b.rank - a.rank).map((job) => job.id);
}

/** Makes the job that upstream answered last due now, if it will be soon. Returns its id; empty if there is none. */
async function hastenHealthy({ db, now }: Context): Promise<string[]> {
  const at = now();
  const soon = lte(jobs.nextCheckAt, at + PROBE_INTERVAL_MS);
  const healthy = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(isRefreshable(db, at), isNull(jobs.troubleAt), soon, isFree(jobs.leaseUntil, at)))
    .orderBy(desc(jobs.checkedAt))
    .limit(1);
  const hastened = await db
    .update(jobs)
    .set({ nextCheckAt: at })
    .where(inArray(jobs.id, healthy))
    .returning({ id: jobs.id });
  return hastened.map((job) => job.id);
}

/**
 * The order for the probes of an upstream that is down: jobs that upstream answered last time, the latest answer
 * first. One that failed is probed only if there is no other, that with the oldest failure first.
 */
async function probeOrder(ctx: Context, due: DueJob[]): Promise<string[]> {
  const healthy = due.filter((job) => job.troubleAt === null);
  const hastened = healthy.length > 0 ? [] : await hastenHealthy(ctx);
  if (hastened.length > 0) return hastened;
  const order =
    healthy.length > 0
      ? healthy.sort((a, b) => (b.checkedAt ?? 0) - (a.checkedAt ?? 0))
      : due.sort((a, b) => (a.troubleAt ?? 0) - (b.troubleAt ?? 0));
  return order.map((job) => job.id);
}

/**
 * Whether a 429 blocked all calls until a moment ago. Jobs that did not fail go first then: if they are answered, the 429
 * was a matter of the one that got it.
 */
function isJustUnblocked({ blockedUntil }: { blockedUntil: number }, now: number): boolean {
  return blockedUntil <= now && now - blockedUntil < FIRST_AFTER_BLOCK_MS;
}

async function selectDueJobs(ctx: Context): Promise<DueList> {
  const due = await selectDue(ctx);
  if (due.length === 0) return { healthy: [], failing: [] };
  const health = await selectHealth(ctx.db);
  if (health && isProbing(health)) return { healthy: await probeOrder(ctx, due), failing: [] };
  const wasBlocked = health !== undefined && isJustUnblocked(health, ctx.now());
  const healthy = due.filter((job) => job.troubleAt === null);
  const failing =
    wasBlocked && healthy.length > 0 ? [] : due.filter((job) => job.troubleAt !== null);
  return { healthy: await rank(ctx, healthy), failing: await rank(ctx, failing) };
}

const logFailedJob = logOncePerMinute('a job could not be refreshed');

/** An error of one job must not keep the others waiting; a database that is away fails them all. */
function ofOneJob(error: unknown): undefined {
  if (isUnavailable(error)) throw error;
  return logFailedJob(error);
}

/**
 * Refreshes the jobs of a list until it is done or too old, or no call is free.
 * @returns in the last case, when a call will be free, ms from now
 */
async function refreshList(
  ctx: Context,
  ids: string[],
  concurrency: number,
): Promise<number | undefined> {
  const until = ctx.now() + LIST_TTL_MS;
  let freeInMs: number | undefined;
  const worker = async () => {
    while (freeInMs === undefined && ctx.now() < until && !isStopping()) {
      const id = ids.shift();
      if (id === undefined) return;
      const refresh = await refreshJob(ctx, id, 'background').catch(ofOneJob);
      freeInMs ??= refresh?.freeInMs;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return freeInMs;
}

async function sweepFor(ctx: Context, forMs: number): Promise<void> {
  const end = ctx.now() + forMs;
  let failing: Promise<number | undefined> | undefined;
  const startFailing = (ids: string[]) => {
    failing = refreshList(ctx, ids, FAILING_CONCURRENCY).finally(() => {
      failing = undefined;
    });
    // A database that is away fails the rest of the sweep too.
    failing.catch(() => undefined);
  };
  for (let waited = 0; ; ) {
    const timeIsUp = waited >= forMs || ctx.now() >= end;
    if (isStopping() || (timeIsUp && !failing)) break;
    const due = await selectDueJobs(ctx);
    if (due.failing.length > 0 && !failing && !timeIsUp) startFailing(due.failing);
    if (due.healthy.length === 0 && !failing) return;
    const freeInMs =
      due.healthy.length > 0
        ? await refreshList(ctx, due.healthy, CONCURRENCY)
        : await Promise.race([failing, sleep(LOOK_INTERVAL_MS, undefined)]);
    if (freeInMs === undefined) continue;
    if (freeInMs > MAX_WAIT_MS) break;
    await sleep(freeInMs);
    waited += freeInMs;
  }
  await failing;
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
