import { and, asc, eq, lte } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { recipeRuns } from '@/lib/db';
import { isFree } from '@/lib/lease';
import { isStopping } from '@/lib/shutdown';
import { advanceRun } from './advance';

/** Runs that are looked at in one round. */
const ROUND = 20;

/**
 * Background work: goes on with runs that nobody told about, for example because a job failed or a process died.
 * @param forMs no run is begun after this time, ms
 */
export async function maintainRecipes(ctx: Context, forMs: number): Promise<void> {
  const { db, now } = ctx;
  const until = now() + forMs;
  while (now() < until && !isStopping()) {
    const due = await db
      .select({ id: recipeRuns.id })
      .from(recipeRuns)
      .where(
        and(
          eq(recipeRuns.state, 'running'),
          lte(recipeRuns.nextCheckAt, now()),
          isFree(recipeRuns.leaseUntil, now()),
        ),
      )
      .orderBy(asc(recipeRuns.nextCheckAt))
      .limit(ROUND);
    if (due.length === 0) return;
    for (const { id } of due) await advanceRun(ctx, id);
  }
}
