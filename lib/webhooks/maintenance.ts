import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { announceMissed } from './announce';
import { deliver } from './deliver';
import { sendNotices } from './notices';

/** Interval of the checks for unannounced jobs and old deliveries, ms. */
const CHECK_INTERVAL_MS = 15_000;
/** How long a delivery stays in the log, ms. */
const RETENTION_MS = 30 * 24 * 60 * 60 * 1_000;
/** Rows deleted in one round, to keep the write short. */
const PRUNE_LIMIT = 500;

async function pruneDeliveries({ db, now }: Context): Promise<void> {
  await db.run(sql`DELETE FROM webhook_deliveries WHERE id IN (
    SELECT id FROM webhook_deliveries WHERE created_at < ${now() - RETENTION_MS} LIMIT ${PRUNE_LIMIT})`);
}

/** Time of the last check, by database. */
const checkedAt = new WeakMap<object, number>();

/**
 * Background work of webhooks: announces jobs that were missed, sends due deliveries, deletes old
 * ones, and tells the owners of disabled webhooks.
 * @param forMs no attempt starts after this time; the last may take 10 s more
 */
export async function maintainWebhooks(ctx: Context, forMs: number): Promise<void> {
  const now = ctx.now();
  if (Math.abs(now - (checkedAt.get(ctx.db) ?? 0)) >= CHECK_INTERVAL_MS) {
    checkedAt.set(ctx.db, now);
    await announceMissed(ctx);
    await pruneDeliveries(ctx);
    await sendNotices(ctx, now + forMs);
  }
  await deliver(ctx, now + forMs);
}
