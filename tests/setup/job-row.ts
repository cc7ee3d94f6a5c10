import type { Context } from '@/lib/context';
import { refreshIfDue } from '@/lib/jobs';
import { ensureJobRow, type JobRow } from '@/lib/jobs/rows';

/** The row of a job after a user requested it: an unknown id is requested upstream, a due row is refreshed. */
export async function rowOf(ctx: Context, id: string, patienceMs: number): Promise<JobRow> {
  return refreshIfDue(ctx, await ensureJobRow(ctx, id), patienceMs);
}
