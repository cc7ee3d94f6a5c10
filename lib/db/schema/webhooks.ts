import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { WEBHOOK_EVENTS, type WebhookEvent } from '@/lib/webhooks/model';
import { users } from './auth';
import { ms } from './columns';
import { jobs } from './jobs';

/** A replaced secret, encrypted, and until when it still signs. */
export type EarlierSecret = { sealed: string; until: number };

export const webhooks = sqliteTable(
  'webhooks',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    url: text('url').notNull(),
    /** Where its owner reaches the app: the base of links in payloads unless NEXTAUTH_URL is set. */
    origin: text('origin').notNull(),
    /** The signing secret, encrypted with a key that is not in the database. */
    secretSealed: text('secret_sealed').notNull(),
    /** The secret before the last rotation: it signs too until `previous_until`. */
    previousSealed: text('previous_sealed'),
    previousUntil: ms('previous_until'),
    /** The secrets before that one that still sign, oldest first. */
    earlierSecrets: text('earlier_secrets', { mode: 'json' }).$type<EarlierSecret[]>(),
    /** The events that its owner chose; null means all. */
    events: text('events', { mode: 'json' }).$type<WebhookEvent[]>(),
    /** The language of emails about it. */
    locale: text('locale'),
    createdAt: ms('created_at').notNull(),
    disabledAt: ms('disabled_at'),
    disabledBy: text('disabled_by', { enum: ['owner', 'gone', 'failing'] }),
    /** Since when every delivery has failed; null after a delivery that was accepted. */
    failingSince: ms('failing_since'),
    /** No message is sent before: the receiver asked to wait, or was too slow. */
    pausedUntil: ms('paused_until'),
    /** When to email its owner that it was disabled; null once that is done. */
    noticeDueAt: ms('notice_due_at'),
  },
  (t) => [
    index('webhooks_user').on(t.userId, t.createdAt),
    index('webhooks_notices').on(t.noticeDueAt).where(sql`${t.noticeDueAt} IS NOT NULL`),
  ],
);

export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    /** Sent as `webhook-id`, the same for every attempt. */
    id: text('id').primaryKey(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Null for a test. */
    jobId: text('job_id').references(() => jobs.id, { onDelete: 'cascade' }),
    type: text('type', { enum: [...WEBHOOK_EVENTS, 'webhook.test'] }).notNull(),
    /** The request body, exactly as it is signed and sent. */
    payload: text('payload').notNull(),
    createdAt: ms('created_at').notNull(),
    /** All attempts, including manual ones. */
    attempts: integer('attempts').notNull().default(0),
    /** Automatic retries used so far. */
    retries: integer('retries').notNull().default(0),
    /** Null when no further automatic attempt is planned. */
    nextAttemptAt: ms('next_attempt_at'),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    lastAttemptAt: ms('last_attempt_at'),
    deliveredAt: ms('delivered_at'),
    lastStatus: integer('last_status'),
    /** Why the last attempt got no response; null if it got one. */
    lastError: text('last_error', {
      enum: ['refused', 'timeout', 'unreachable', 'tls', 'sealed'],
    }),
  },
  (t) => [
    uniqueIndex('webhook_deliveries_once').on(t.webhookId, t.jobId),
    index('webhook_deliveries_log').on(t.webhookId, t.createdAt),
    index('webhook_deliveries_leases').on(t.webhookId, t.leaseUntil),
    index('webhook_deliveries_waiting')
      .on(t.webhookId, t.nextAttemptAt)
      .where(sql`${t.nextAttemptAt} IS NOT NULL`),
    index('webhook_deliveries_due').on(t.nextAttemptAt).where(sql`${t.nextAttemptAt} IS NOT NULL`),
    index('webhook_deliveries_age').on(t.createdAt),
    index('webhook_deliveries_job').on(t.jobId),
    index('webhook_deliveries_user').on(t.userId),
  ],
);
