import { and, count, eq, exists, gt, isNotNull, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, entries, jobs, settleAges, submissions } from '@/lib/db';
import type { JobFacts } from '../state';
import { nextCheckIn, WATCHED_FOR_MS } from './policy';
import { distribute, type SettleAges } from './settle-stats';

/** How long the statistics are cached in the process, ms. */
const CACHED_FOR_MS = 5_000;

/** Statistics over the jobs of all users. */
type SettleStats = {
  /** Jobs that are being checked. */
  pending: number;
  /** Submissions that wait to be sent. */
  queued: number;
  agesOf: (mode: string | null) => SettleAges;
};

const NO_AGES: SettleAges = new Map();

/** A subquery: the entries of a job, of all users. */
function entriesOf(db: Db) {
  return db.select({ one: sql`1` }).from(entries).where(eq(entries.jobId, jobs.id));
}

/**
 * The condition for jobs that are checked in the background: pending, and either in a history or watched. An id that
 * upstream has never returned may be wrong: it is requested only while somebody waits, from the share of such calls.
 */
export function isRefreshable(db: Db, now: number) {
  return and(
    eq(jobs.state, 'pending'),
    or(
      exists(entriesOf(db)),
      and(gt(jobs.watchedAt, now - WATCHED_FOR_MS), isNotNull(jobs.checkedAt)),
    ),
  );
}

async function selectStats(db: Db, now: number): Promise<SettleStats> {
  const [counted] = await db.select({ n: count() }).from(jobs).where(isRefreshable(db, now));
  const [waiting] = await db
    .select({ n: count() })
    .from(submissions)
    .where(eq(submissions.state, 'queued'));
  const byMode = new Map<string, Map<number, number>>();
  for (const { mode, bucket, n } of await db.select().from(settleAges)) {
    const ages = byMode.get(mode) ?? new Map<number, number>();
    byMode.set(mode, ages.set(bucket, n));
  }
  return {
    pending: counted?.n ?? 0,
    queued: waiting?.n ?? 0,
    agesOf: (mode) => byMode.get(mode ?? '') ?? NO_AGES,
  };
}

const cache = new WeakMap<object, { at: number; stats: Promise<SettleStats> }>();

/** The statistics, up to 5 s old. */
export function settleStats({ db, now }: Pick<Context, 'db' | 'now'>): Promise<SettleStats> {
  const cached = cache.get(db);
  if (cached && Math.abs(now() - cached.at) < CACHED_FOR_MS) return cached.stats;
  const fresh = { at: now(), stats: selectStats(db, now()) };
  cache.set(db, fresh);
  fresh.stats.catch(() => cache.delete(db));
  return fresh.stats;
}

/**
 * Ms until a job that was just found pending is due again, see `nextCheckIn`.
 * @param submitted whether it was submitted here
 */
export async function nextCheckDelay(
  ctx: Context,
  job: JobFacts,
  watched: boolean,
  submitted = false,
): Promise<number> {
  const { pending, queued, agesOf } = await settleStats(ctx);
  return nextCheckIn({
    ageMs: ctx.now() - job.createdAt,
    ages: agesOf(job.mode),
    pending,
    queued,
    submitted,
    callsPerMinute: ctx.gepetto.callsPerMinute,
    watched,
    random: Math.random(),
  });
}

/** Records that a job of a mode settled between two ages, ms. */
export async function recordSettleAge(
  ctx: Pick<Context, 'db' | 'now'>,
  mode: string | null,
  pendingAt: number,
  settledAt: number,
): Promise<void> {
  const { agesOf } = await settleStats(ctx);
  const rows = distribute(agesOf(mode), pendingAt, settledAt).map(([bucket, n]) => ({
    mode: mode ?? '',
    bucket,
    n,
  }));
  await ctx.db
    .insert(settleAges)
    .values(rows)
    .onConflictDoUpdate({
      target: [settleAges.mode, settleAges.bucket],
      set: { n: sql`${settleAges.n} + excluded.n` },
    });
}
