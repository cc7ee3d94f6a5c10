import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { users } from './auth';
import { ms } from './columns';
import { jobs } from './jobs';

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
    createdAt: ms('created_at').notNull(),
    disabledAt: ms('disabled_at'),
    disabledBy: text('disabled_by', { enum: ['owner', 'gone', 'failing'] }),
    /** Since when every delivery has failed; null after a delivery that was accepted. */
    failingSince: ms('failing_since'),
  },
  (t) => [index('webhooks_user').on(t.userId, t.createdAt)],
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
    type: text('type', { enum: ['job.succeeded', 'job.failed', 'webhook.test'] }).notNull(),
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
    index('webhook_deliveries_due').on(t.nextAttemptAt).where(sql`${t.nextAttemptAt} IS NOT NULL`),
    index('webhook_deliveries_age').on(t.createdAt),
  ],
);
