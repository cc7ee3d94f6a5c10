import { and, desc, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { results } from '@/lib/db';
import { claim, isFree } from '@/lib/lease';

export type ResultRow = typeof results.$inferSelect;

/** Longer work prolongs it. If the process dies, another attempt begins after this, ms. */
export const LEASE_MS = 30_000;

/**
 * Claims a result for an attempt. Its day of attempts begins with the first: it may have waited for long in a
 * backfill. A lease that has expired means that the process of the last attempt died.
 */
function claimWhere({ db, now }: Context, where: SQL | undefined): Promise<ResultRow | undefined> {
  const at = now();
  const { attempts, queuedAt, problem, leaseUntil } = results;
  return claim(db, results, {
    where: and(eq(results.state, 'waiting'), where),
    now: at,
    leaseMs: LEASE_MS,
    set: {
      attempts: sql`${attempts} + 1`,
      queuedAt: sql`CASE WHEN ${attempts} = 0 THEN ${at} ELSE ${queuedAt} END`,
      problem: sql`CASE WHEN ${leaseUntil} > 0 THEN 'interrupted' ELSE ${problem} END`,
    },
  });
}

const isDue = (now: number) => and(eq(results.state, 'waiting'), lte(results.nextAttemptAt, now));

/** Claims a given result if it is new or due; with `early` also before it is due. */
export function claimResult(ctx: Context, jobId: string, early: boolean) {
  const due = or(eq(results.attempts, 0), lte(results.nextAttemptAt, ctx.now()));
  return claimWhere(ctx, and(eq(results.jobId, jobId), early ? undefined : due));
}

/** Claims the result that became due last: new ones go before those of an existing history. */
export function claimNext(ctx: Context) {
  const next = ctx.db
    .select({ jobId: results.jobId })
    .from(results)
    .where(and(isDue(ctx.now()), isFree(results.leaseUntil, ctx.now())))
    .orderBy(desc(results.nextAttemptAt))
    .limit(1);
  return claimWhere(ctx, inArray(results.jobId, next));
}

/** Whether any result is due. Unlike a claim it takes no lock. */
export async function isAnyDue({ db, now }: Pick<Context, 'db' | 'now'>): Promise<boolean> {
  const free = isFree(results.leaseUntil, now());
  const due = db
    .select({ jobId: results.jobId })
    .from(results)
    .where(and(isDue(now()), free))
    .limit(1);
  return (await due).length > 0;
}
