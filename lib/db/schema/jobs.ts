import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { STATES } from '../../jobs/model';
import { PHOTO_SOURCES } from '../../photos/model';
import { users } from './auth';
import { ms, upstreamError } from './columns';

/** What is known about a job upstream: one row, shared by every user who follows the job. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    /** Upstream's response body, verbatim; null until upstream has returned this job once, and while it is in parts. */
    body: text('body'),
    /** The version of a large body in `job_body_parts`; null if it is in `body`. */
    bodyVersion: integer('body_version'),
    status: text('status'),
    state: text('state', { enum: STATES }).notNull().default('pending'),
    mode: text('mode'),
    /** The address of the result, or `data:` if the body contains the picture itself. */
    output: text('output'),
    /** When the address in `output` was found to be gone: the job is due for one more request. Null otherwise. */
    outputGoneAt: ms('output_gone_at'),
    /** Upstream's reason why the job failed; null if it names none, and in rows of version 0.1. */
    failure: text('failure'),
    /** The picture that the job started from; known only for jobs started here. */
    inputUrl: text('input_url'),
    /** The photo that it started from; null for a job started elsewhere, or if the photo was deleted. */
    photoId: text('photo_id').references((): AnySQLiteColumn => photos.id, {
      onDelete: 'set null',
    }),
    /** The user who started the job here; null for a job started elsewhere. */
    startedBy: text('started_by').references(() => users.id, { onDelete: 'cascade' }),
    /** Upstream's `createdAt`, or when the job was first requested here if upstream gives none. */
    createdAt: ms('created_at').notNull(),
    /** Whether `createdAt` is upstream's time. */
    createdKnown: integer('created_known', { mode: 'boolean' }).notNull().default(false),
    /** Start of the 24 hours after which the job counts as stalled. */
    waitingSince: ms('waiting_since').notNull(),
    settledAt: ms('settled_at'),
    /** When upstream last said that the job had not ended; null for a job that had ended when it was first seen. */
    pendingAt: ms('pending_at'),
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
    /** Since when the job is in no history; null while it is in one. Triggers keep it. */
    unkeptAt: ms('unkept_at').default(0),
  },
  (t) => [
    index('jobs_unkept').on(t.unkeptAt).where(sql`${t.unkeptAt} IS NOT NULL`),
    index('jobs_started_by').on(t.startedBy).where(sql`${t.startedBy} IS NOT NULL`),
    index('jobs_photo').on(t.photoId).where(sql`${t.photoId} IS NOT NULL`),
    index('jobs_due').on(t.nextCheckAt).where(sql`${t.state} = 'pending'`),
    index('jobs_output_gone').on(t.nextCheckAt).where(sql`${t.outputGoneAt} IS NOT NULL`),
    index('jobs_unannounced')
      .on(t.settledAt)
      .where(sql`${t.settledAt} IS NOT NULL AND ${t.announcedAt} IS NULL`),
  ],
);

/**
 * Bodies that are too large for a job's row, in order: a list must not read them, and a libSQL server sends no
 * row of more than 10 MB. The parts are written before the row that names their version.
 */
export const jobBodyParts = sqliteTable(
  'job_body_parts',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    part: integer('part').notNull(),
    text: text('text').notNull(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.version, t.part] })],
);

/**
 * A job in one user's history. Triggers in `drizzle/0008_history_search.sql` keep `state`, `mode`, and the table
 * `entries_search`, which has the trigrams of the text that a search finds. Its rows are numbered by the column
 * `entries.position`, which is not listed here: it is too large for a JavaScript number.
 */
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
    /** A copy of the job's state and mode, so that one index serves a filtered list. */
    state: text('state', { enum: STATES }).notNull().default('pending'),
    mode: text('mode'),
    /** The label as a search sees it, from `lib/jobs/search-text.ts`; null until it is computed. */
    folded: text('folded'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.jobId] }),
    // Only version 0.1 uses it, beside this one during a rollout: to be dropped one version later.
    index('entries_newest').on(t.userId, t.addedAt, t.jobId),
    index('entries_job').on(t.jobId),
    index('entries_unfolded')
      .on(t.userId, t.jobId)
      .where(sql`${t.label} IS NOT NULL AND ${t.folded} IS NULL`),
    // One for each filter of the history, twice: an entry is either in the archive or not.
    ...(['active', 'archived'] as const).flatMap((shelf) => {
      const rows = sql`${t.archivedAt} IS ${sql.raw(shelf === 'active' ? 'NULL' : 'NOT NULL')}`;
      return [
        index(`entries_${shelf}`).on(t.userId, t.addedAt, t.jobId).where(rows),
        index(`entries_${shelf}_state`).on(t.userId, t.state, t.addedAt, t.jobId).where(rows),
        index(`entries_${shelf}_mode`).on(t.userId, t.mode, t.addedAt, t.jobId).where(rows),
        index(`entries_${shelf}_mode_state`)
          .on(t.userId, t.mode, t.state, t.addedAt, t.jobId)
          .where(rows),
      ];
    }),
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

/**
 * A picture that a person starts from: upright, in sRGB, without metadata. The same picture twice is one row. Its
 * files are in `folder` as those of a result. A trigger hands the folder of a deleted row to `unreferenced_files`.
 */
export const photos = sqliteTable(
  'photos',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: ms('created_at').notNull(),
    /** When it was last uploaded or used: the order of the library. */
    usedAt: ms('used_at').notNull(),
    /** What its owner calls it, at first the name of the file without its ending; null without one. */
    name: text('name'),
    source: text('source', { enum: PHOTO_SOURCES }).notNull(),
    /** The job whose result it is; null for every other source. */
    fromJobId: text('from_job_id').references(() => jobs.id, { onDelete: 'set null' }),
    /** Where its files are in the storage: `photos/<random>`, without a slash at the end. */
    folder: text('folder').notNull(),
    /** SHA-256 of the stored picture, hex. */
    hash: text('hash').notNull(),
    type: text('type').notNull(),
    bytes: integer('bytes').notNull(),
    thumbnailBytes: integer('thumbnail_bytes').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** Base64. */
    thumbHash: text('thumb_hash').notNull(),
  },
  (t) => [
    uniqueIndex('photos_once').on(t.userId, t.hash),
    index('photos_library').on(t.userId, t.usedAt, t.id),
    index('photos_from_job').on(t.fromJobId).where(sql`${t.fromJobId} IS NOT NULL`),
  ],
);
