import 'server-only';
import type { Context } from '@/lib/context';
import { maintainJobs } from '@/lib/jobs';
import { maintainTime } from '@/lib/maintain-time';
import { maintainPeople } from '@/lib/people';
import { maintainRecipes } from '@/lib/recipes';
import { maintainResults } from '@/lib/results';
import { maintainRetention } from '@/lib/retention';
import { maintainSubmissions } from '@/lib/submissions';
import { maintainWebhooks } from '@/lib/webhooks';

/** Background work without a request, for at most `forMs` ms. */
type Task = (ctx: Context, forMs: number) => Promise<void>;

/** Tasks run side by side, so that many due jobs do not delay webhooks. */
export const TASKS: Task[] = [
  maintainTime,
  maintainJobs,
  maintainSubmissions,
  maintainResults,
  maintainRecipes,
  maintainWebhooks,
  maintainPeople,
  maintainRetention,
];

/**
 * Runs every task once.
 * @throws the error of the first task that failed, after all have finished
 */
export async function runMaintenance(ctx: Context, forMs: number): Promise<void> {
  const results = await Promise.allSettled(TASKS.map((task) => task(ctx, forMs)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
