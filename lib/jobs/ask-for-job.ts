import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { refreshNow } from './refresh';

/**
 * Asks upstream at once for a job that it says has ended. Costs nothing if the job is settled.
 */
export async function askForJob(ctx: Context, jobId: string): Promise<void> {
  const [due] = await ctx.db
    .update(jobs)
    .set({ nextCheckAt: ctx.now() })
    .where(and(eq(jobs.id, jobId), eq(jobs.state, 'pending')))
    .returning({ id: jobs.id });
  if (due) await refreshNow(ctx, jobId);
}

/** Who started a job here: null if nobody did, undefined if it has no row. */
export async function selectJobOwner(
  { db }: Pick<Context, 'db'>,
  jobId: string,
): Promise<string | null | undefined> {
  const [row] = await db.select({ owner: jobs.startedBy }).from(jobs).where(eq(jobs.id, jobId));
  return row?.owner;
}
