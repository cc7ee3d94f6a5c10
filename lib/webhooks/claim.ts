import { and, eq, gt, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { type Db, users, webhookDeliveries, webhooks } from '@/lib/db';
import { claim } from '@/lib/lease';
import { MAX_PAUSE_MS } from './retry-schedule';

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** Longer than the longest attempt: another process takes over if the claimer dies, ms. */
const LEASE_MS = 30_000;
/** Concurrent attempts per webhook on all instances, so that slow receivers do not hold up others. */
const MAX_CONCURRENT_PER_WEBHOOK = 2;
/** The same for one user, all of whose webhooks may be slow. */
const MAX_CONCURRENT_PER_USER = 8;

/** One attempt at a time finds out whether a failing receiver has recovered. */
function limitOf() {
  return sql`CASE WHEN ${webhooks.failingSince} IS NULL THEN ${MAX_CONCURRENT_PER_WEBHOOK} ELSE 1 END`;
}

/** Whether the owner of a webhook may sign in: nothing is sent for a disabled user. */
export function hasActiveOwner(): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM ${users} WHERE ${users.id} = ${webhooks.userId} AND ${users.disabledAt} IS NOT NULL)`;
}

/** Whether a webhook is enabled and not paused. A pause longer than any was set while the clock was wrong. */
function isOpen(now: number) {
  const { pausedUntil } = webhooks;
  const unpaused = or(
    isNull(pausedUntil),
    lte(pausedUntil, now),
    gt(pausedUntil, now + MAX_PAUSE_MS),
  );
  return and(isNull(webhooks.disabledAt), unpaused, hasActiveOwner());
}

/** The delivery that has been due for longest, of an open webhook below its limit. */
function mostOverdue(db: Db, now: number) {
  const due = alias(webhookDeliveries, 'due');
  const running = sql`(SELECT count(*) FROM webhook_deliveries AS other
    WHERE other.webhook_id = ${due.webhookId} AND other.lease_until > ${now})`;
  const runningForUser = sql`(SELECT count(*) FROM webhooks AS own
    JOIN webhook_deliveries AS other ON other.webhook_id = own.id
    WHERE own.user_id = ${webhooks.userId} AND other.lease_until > ${now})`;
  return (
    db
      .select({ id: due.id })
      .from(due)
      // Keeps this order of the joins: due deliveries come sorted from their index.
      .crossJoin(webhooks)
      .where(
        and(
          eq(webhooks.id, due.webhookId),
          isOpen(now),
          lte(due.nextAttemptAt, now),
          lte(due.leaseUntil, now),
          sql`${running} < ${limitOf()}`,
          sql`${runningForUser} < ${MAX_CONCURRENT_PER_USER}`,
        ),
      )
      .orderBy(due.nextAttemptAt)
      .limit(1)
  );
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
