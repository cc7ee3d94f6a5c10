import { and, eq, lte } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { recipeRuns } from '@/lib/db';
import { getJobs } from '@/lib/jobs';
import { advanceRun } from './advance';
import type { RunView } from './schemas';

/**
 * Goes on with the runs that somebody looks at: asks for their jobs, as a page of jobs does, and starts what is due.
 * Where no maintenance runs for hours, a failed job would otherwise be noticed late.
 */
export async function lookAfterRuns(
  ctx: Context,
  userId: string,
  runs: readonly RunView[],
): Promise<void> {
  const open = runs.filter(({ state }) => state === 'running');
  if (open.length === 0 || ctx.passive) return;
  const jobIds = open.flatMap(({ step, steps }) => {
    const { state, jobId } = steps[step] ?? {};
    return state === 'pending' && jobId ? [jobId] : [];
  });
  if (jobIds.length > 0) await getJobs(ctx, userId, jobIds);
  const due = await ctx.db
    .select({ id: recipeRuns.id })
    .from(recipeRuns)
    .where(
      and(
        eq(recipeRuns.userId, userId),
        eq(recipeRuns.state, 'running'),
        lte(recipeRuns.nextCheckAt, ctx.now()),
      ),
    )
    .limit(open.length);
  for (const { id } of due) await advanceRun(ctx, id);
}
