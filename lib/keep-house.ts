import 'server-only';
import type { Context } from '@/lib/context';
import { keepJobs } from '@/lib/jobs';
import { keepWebhooks } from '@/lib/webhooks';

/** Something that has to be done with no tab open, for `forMs` ms at the most. */
type Chore = (ctx: Context, forMs: number) => Promise<void>;

/** All of them. None waits for another: a crowd of jobs must not hold up the webhooks. */
export const CHORES: Chore[] = [keepJobs, keepWebhooks];

/**
 * Does every chore once, side by side.
 * @throws what the first of them threw, once all are done
 */
export async function keepHouse(ctx: Context, forMs: number): Promise<void> {
  const done = await Promise.allSettled(CHORES.map((chore) => chore(ctx, forMs)));
  const failed = done.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
