import { count, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, jobs, settleAges } from '@/lib/db';
import { isRefreshable } from './refreshable';
import { distribute, type SettleAges } from './settle-stats';

/** How old what is remembered here may be, ms. Only a cache: the database knows. */
const FRESH_MS = 5_000;

/** What the policy has to know of all jobs together. */
export type SettleStats = {
  /** Jobs that are pending, by all users. */
  pending: number;
  agesOf: (mode: string | null) => SettleAges;
};

const NOTHING: SettleAges = new Map();

async function load(db: Db, now: number): Promise<SettleStats> {
  const [counted] = await db.select({ n: count() }).from(jobs).where(isRefreshable(db, now));
  const byMode = new Map<string, Map<number, number>>();
  for (const { mode, bucket, n } of await db.select().from(settleAges)) {
    const ages = byMode.get(mode) ?? new Map<number, number>();
    byMode.set(mode, ages.set(bucket, n));
  }
  return { pending: counted?.n ?? 0, agesOf: (mode) => byMode.get(mode ?? '') ?? NOTHING };
}

const remembered = new WeakMap<object, { at: number; learned: Promise<SettleStats> }>();

/** What is known of all jobs together, at most 5 s old. */
export function settleStats({ db, now }: Pick<Context, 'db' | 'now'>): Promise<SettleStats> {
  const known = remembered.get(db);
  if (known && Math.abs(now() - known.at) < FRESH_MS) return known.learned;
  const fresh = { at: now(), learned: load(db, now()) };
  remembered.set(db, fresh);
  fresh.learned.catch(() => remembered.delete(db));
  return fresh.learned;
}

/**
 * Remembers that a job of a mode has settled between two ages, ms.
 * @param ages what is known of the mode so far
 */
export async function recordSettleAge(
  db: Db,
  mode: string | null,
  ages: SettleAges,
  [pending, seen]: [number, number],
): Promise<void> {
  const rows = distribute(ages, pending, seen).map(([bucket, n]) => ({
    mode: mode ?? '',
    bucket,
    n,
  }));
  await db
    .insert(settleAges)
    .values(rows)
    .onConflictDoUpdate({
      target: [settleAges.mode, settleAges.bucket],
      set: { n: sql`${settleAges.n} + excluded.n` },
    });
}
