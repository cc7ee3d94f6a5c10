import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { announceMissed } from './announce';
import { deliver } from './deliver';

/** How often is looked for what was missed, ms: what settles is announced at once anyway. */
const LOOK_EVERY_MS = 15_000;
/** How long the log of a delivery is kept, ms. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;
/** The most that one round forgets: it must not hold the database up. */
const MOST_FORGOTTEN = 500;

/** Forgets deliveries that nobody looks for any more. */
async function pruneDeliveries({ db, now }: Context): Promise<void> {
  await db.run(sql`DELETE FROM webhook_deliveries WHERE id IN (
    SELECT id FROM webhook_deliveries WHERE created_at < ${now() - KEPT_MS} LIMIT ${MOST_FORGOTTEN})`);
}

/** When was last looked, by database. */
const lookedAt = new WeakMap<object, number>();

/**
 * What webhooks need with no tab open: finds what was missed, sends what is due, forgets what is old.
 * @param forMs the longest that it begins anything, ms; an attempt takes 10 s more at most
 */
export async function maintainWebhooks(ctx: Context, forMs: number): Promise<void> {
  const now = ctx.now();
  if (Math.abs(now - (lookedAt.get(ctx.db) ?? 0)) >= LOOK_EVERY_MS) {
    lookedAt.set(ctx.db, now);
    await announceMissed(ctx);
    await pruneDeliveries(ctx);
  }
  await deliver(ctx, now + forMs);
}
