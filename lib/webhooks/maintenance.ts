import type { Context } from '@/lib/context';
import { announceMissed } from './announce';
import { callCallers } from './callers';
import { deliver } from './deliver';
import { sendNotices } from './notices';

/** Interval of the checks for unannounced jobs, ms. */
const CHECK_INTERVAL_MS = 15_000;
/** Time of the last check, by database. */
const checkedAt = new WeakMap<object, number>();

/**
 * Background work of webhooks: announces jobs that were missed, sends due deliveries, and tells the owners of
 * disabled webhooks.
 * @param forMs no attempt starts after this time; the last may take 10 s more
 */
export async function maintainWebhooks(ctx: Context, forMs: number): Promise<void> {
  const now = ctx.now();
  if (Math.abs(now - (checkedAt.get(ctx.db) ?? 0)) >= CHECK_INTERVAL_MS) {
    checkedAt.set(ctx.db, now);
    await announceMissed(ctx);
    await sendNotices(ctx, now + forMs);
  }
  await callCallers(ctx, now + forMs);
  await deliver(ctx, now + forMs);
}
