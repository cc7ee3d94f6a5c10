import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { jobs, users } from './schema';

/** As in `schema.ts`: integer milliseconds UTC. */
const ms = (name: string) => integer(name);

// ── Webhooks: who is told when a job settles, and what came of telling.

export const webhooks = sqliteTable(
  'webhooks',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    url: text('url').notNull(),
    /** Where its owner reaches Bottega: links in a payload begin with it unless the address is pinned. */
    origin: text('origin').notNull(),
    /** The signing secret under a key that is not in the database. */
    secretSealed: text('secret_sealed').notNull(),
    /** The secret before the last change, which signs too until then. */
    previousSealed: text('previous_sealed'),
    previousUntil: ms('previous_until'),
    createdAt: ms('created_at').notNull(),
    disabledAt: ms('disabled_at'),
    disabledBy: text('disabled_by', { enum: ['owner', 'gone', 'failing'] }),
    /** Since when it has not taken anything; null while it takes what it is sent. */
    failingSince: ms('failing_since'),
  },
  (t) => [index('webhooks_user').on(t.userId, t.createdAt)],
);

export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    /** What the receiver gets as `webhook-id`, the same at every attempt. */
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
    /** The body, byte for byte, as it is signed and sent. */
    payload: text('payload').notNull(),
    createdAt: ms('created_at').notNull(),
    /** Every attempt, those by hand included. */
    attempts: integer('attempts').notNull().default(0),
    /** How many of the waits between the attempts that are made by themselves have been used up. */
    retries: integer('retries').notNull().default(0),
    /** Null when nothing is to be sent by itself any more. */
    nextAttemptAt: ms('next_attempt_at'),
    /** Until when whoever has claimed the attempt may be at it; tells one claim from the next. */
    leaseUntil: ms('lease_until').notNull().default(0),
    lastAttemptAt: ms('last_attempt_at'),
    deliveredAt: ms('delivered_at'),
    lastStatus: integer('last_status'),
    /** Why the last attempt brought no answer, where it did not. */
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
