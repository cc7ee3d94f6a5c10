import { and, eq, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { type Db, webhookDeliveries, webhooks } from '@/lib/db';
import { claim } from '@/lib/lease';

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** Longer than the longest attempt: another process takes over if the claimer dies, ms. */
const LEASE_MS = 30_000;
/** Concurrent attempts per webhook on all instances, so that slow receivers do not hold up others. */
const MAX_CONCURRENT_PER_WEBHOOK = 2;

/** The delivery that has been due for longest, of an enabled webhook below its limit. */
function mostOverdue(db: Db, now: number) {
  const due = alias(webhookDeliveries, 'due');
  const running = sql`(SELECT count(*) FROM webhook_deliveries AS other
    WHERE other.webhook_id = ${due.webhookId} AND other.lease_until > ${now})`;
  return db
    .select({ id: due.id })
    .from(due)
    .innerJoin(webhooks, and(eq(webhooks.id, due.webhookId), isNull(webhooks.disabledAt)))
    .where(
      and(
        lte(due.nextAttemptAt, now),
        lte(due.leaseUntil, now),
        sql`${running} < ${MAX_CONCURRENT_PER_WEBHOOK}`,
      ),
    )
    .orderBy(due.nextAttemptAt)
    .limit(1);
}

function claimWhere(db: Db, where: SQL | undefined, now: number) {
  const set = { lastAttemptAt: now, attempts: sql`${webhookDeliveries.attempts} + 1` };
  return claim(db, webhookDeliveries, { where, now, leaseMs: LEASE_MS, set });
}

/** Claims the next due delivery, in one statement, so that only one of all processes gets it. */
export function claimDue(db: Db, now: number): Promise<DeliveryRow | undefined> {
  return claimWhere(db, inArray(webhookDeliveries.id, mostOverdue(db, now)), now);
}

/** Claims a given delivery, due or not. Undefined while an attempt is under way. */
export function claimNow(db: Db, id: string, now: number): Promise<DeliveryRow | undefined> {
  return claimWhere(db, eq(webhookDeliveries.id, id), now);
}

/** Columns of a new delivery that its creator sends itself, as if it had just been claimed. */
export function claimedOnInsert(now: number) {
  return { leaseUntil: now + LEASE_MS, fence: 1, lastAttemptAt: now, attempts: 1 };
}
