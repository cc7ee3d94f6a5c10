import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { STATES } from '../../jobs/model';
import { users } from './auth';
import { ms, upstreamError } from './columns';

/** What is known about a job upstream: one row, shared by every user who follows the job. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    /** Upstream's response body, verbatim; null until upstream has returned this job once. */
    body: text('body'),
    status: text('status'),
    state: text('state', { enum: STATES }).notNull().default('pending'),
    mode: text('mode'),
    output: text('output'),
    /** The picture that the job started from; known only for jobs started here. */
    inputUrl: text('input_url'),
    /** The user who started the job here; null for a job started elsewhere. */
    startedBy: text('started_by').references(() => users.id, { onDelete: 'cascade' }),
    /** Upstream's `createdAt`, or when the job was first requested here if upstream gives none. */
    createdAt: ms('created_at').notNull(),
    /** Start of the 24 hours after which the job counts as stalled. */
    waitingSince: ms('waiting_since').notNull(),
    settledAt: ms('settled_at'),
    /** When upstream last returned this job. */
    checkedAt: ms('checked_at'),
    nextCheckAt: ms('next_check_at').notNull(),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    /** Consecutive failed checks. */
    failures: integer('failures').notNull().default(0),
    troubleCode: upstreamError('trouble_code'),
    troubleStatus: integer('trouble_status'),
    troubleAt: ms('trouble_at'),
    /** When a user last viewed the job. */
    watchedAt: ms('watched_at').notNull().default(0),
    /** When every webhook delivery for the settled job was known to exist; null until then. */
    announcedAt: ms('announced_at'),
  },
  (t) => [
    index('jobs_due').on(t.nextCheckAt).where(sql`${t.state} = 'pending'`),
    index('jobs_unannounced')
      .on(t.settledAt)
      .where(sql`${t.settledAt} IS NOT NULL AND ${t.announcedAt} IS NULL`),
  ],
);

/** A job in one user's history. */
export const entries = sqliteTable(
  'entries',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    label: text('label'),
    addedAt: ms('added_at').notNull(),
    archivedAt: ms('archived_at'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.jobId] }),
    index('entries_newest').on(t.userId, t.addedAt, t.jobId),
    index('entries_job').on(t.jobId),
  ],
);

/**
 * Histogram of the ages at which jobs of a mode settled: `n` jobs in the bucket numbered by
 * `lib/jobs/refresh/settle-stats.ts`. `n` is fractional where only a range of ages is known.
 */
export const settleAges = sqliteTable(
  'settle_ages',
  {
    mode: text('mode').notNull(),
    bucket: integer('bucket').notNull(),
    n: real('n').notNull(),
  },
  (t) => [primaryKey({ columns: [t.mode, t.bucket] })],
);
