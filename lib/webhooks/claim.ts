import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { type Db, webhookDeliveries, webhooks } from '@/lib/db';

/** A delivery as the database holds it. */
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** How long one attempt may take, ms. */
export const DEADLINE_MS = 10_000;
/** A claim outlives the longest attempt; a claimer that died is replaced after it, ms. */
const LEASE_MS = 30_000;
/** Attempts at one webhook that may be under way at once, over all instances: slow ones get no more places. */
const AT_ONCE_PER_WEBHOOK = 2;

/** What a claim writes. The lease also tells the claim from every other: no two end at the same time. */
function lease(now: number) {
  return {
    leaseUntil: now + LEASE_MS,
    lastAttemptAt: now,
    attempts: sql`${webhookDeliveries.attempts} + 1`,
  };
}

/** The delivery that has been due for longest, of a webhook that is enabled and not busy. */
function mostDue(db: Db, now: number) {
  const due = alias(webhookDeliveries, 'due');
  const busy = sql`(SELECT count(*) FROM webhook_deliveries AS other
    WHERE other.webhook_id = ${due.webhookId} AND other.lease_until > ${now})`;
  return db
    .select({ id: due.id })
    .from(due)
    .innerJoin(webhooks, and(eq(webhooks.id, due.webhookId), isNull(webhooks.disabledAt)))
    .where(
      and(
        lte(due.nextAttemptAt, now),
        lte(due.leaseUntil, now),
        sql`${busy} < ${AT_ONCE_PER_WEBHOOK}`,
      ),
    )
    .orderBy(due.nextAttemptAt)
    .limit(1);
}

/**
 * Tries to become the one who sends what is due next. One statement: of all processes and instances that
 * try, the database lets one through.
 * @param now ms UTC
 */
export async function claimDue(db: Db, now: number): Promise<DeliveryRow | undefined> {
  const [row] = await db
    .update(webhookDeliveries)
    .set(lease(now))
    .where(inArray(webhookDeliveries.id, mostDue(db, now)))
    .returning();
  return row;
}

/** The same for one delivery of a user, due or not; undefined too while it is being sent. */
export async function claimByHand(
  db: Db,
  userId: string,
  webhookId: string,
  id: string,
  now: number,
): Promise<DeliveryRow | undefined> {
  const [row] = await db
    .update(webhookDeliveries)
    .set(lease(now))
    .where(
      and(
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.userId, userId),
        lte(webhookDeliveries.leaseUntil, now),
      ),
    )
    .returning();
  return row;
}

/** What a new delivery that is sent at once begins with, as if it had just been claimed. */
export function claimedOnInsert(now: number) {
  return { leaseUntil: now + LEASE_MS, lastAttemptAt: now, attempts: 1 };
}
