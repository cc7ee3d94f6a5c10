import type { Context } from '@/lib/context';
import { foldLabels } from './fold-labels';
import { settleStats, sweep } from './refresh';

/** The number of jobs that are being checked, of all users; up to 5 s old. */
export async function countPending(ctx: Pick<Context, 'db' | 'now'>): Promise<number> {
  return (await settleStats(ctx)).pending;
}

/**
 * Background work: refreshes due jobs and completes the search index.
 * @param forMs the longest that the refreshes run, ms
 */
export async function maintainJobs(ctx: Context, forMs: number): Promise<void> {
  await foldLabels(ctx);
  await sweep(ctx, forMs);
}
