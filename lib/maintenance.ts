import 'server-only';
import type { Context } from '@/lib/context';
import { maintainJobs } from '@/lib/jobs';
import { maintainWebhooks } from '@/lib/webhooks';

/** Something that has to be done with no tab open, for `forMs` ms at the most. */
type Task = (ctx: Context, forMs: number) => Promise<void>;

/** All of them. None waits for another: a crowd of jobs must not hold up the webhooks. */
export const TASKS: Task[] = [maintainJobs, maintainWebhooks];

/**
 * Does every chore once, side by side.
 * @throws what the first of them threw, once all are done
 */
export async function runMaintenance(ctx: Context, forMs: number): Promise<void> {
  const done = await Promise.allSettled(TASKS.map((chore) => chore(ctx, forMs)));
  const failed = done.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
