import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { RESULT_PROBLEMS, RESULT_STATES } from '../../results/model';
import { ms } from './columns';
import { jobs } from './jobs';

/**
 * Our copy of a job's picture: cache, queue and lock in one row. Triggers in `drizzle/0011_results.sql` create it
 * when a job of a history succeeds, or enters its first history, and delete it with the last entry of the job.
 */
export const results = sqliteTable(
  'results',
  {
    jobId: text('job_id')
      .primaryKey()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    state: text('state', { enum: RESULT_STATES }).notNull().default('waiting'),
    /** Why the last attempt failed. */
    problem: text('problem', { enum: RESULT_PROBLEMS }),
    /** When the attempts began. They end a day later. */
    queuedAt: ms('queued_at').notNull(),
    nextAttemptAt: ms('next_attempt_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When upstream was asked for the job once more because the source was gone; null if it was not. */
    askedAgainAt: ms('asked_again_at'),
    leaseUntil: ms('lease_until').notNull().default(0),
    fence: integer('fence').notNull().default(0),
    /** Where its files are in the storage: `results/<random>`, without a slash at the end. */
    folder: text('folder'),
    /** SHA-256 of the picture, hex. */
    hash: text('hash'),
    type: text('type'),
    bytes: integer('bytes'),
    /** Of all thumbnails together. */
    thumbnailBytes: integer('thumbnail_bytes'),
    /** In pixels, upright. */
    width: integer('width'),
    height: integer('height'),
    /** Base64. */
    thumbHash: text('thumb_hash'),
    storedAt: ms('stored_at'),
  },
  (t) => [
    index('results_due').on(t.nextAttemptAt).where(sql`${t.state} = 'waiting'`),
    // With the sizes, so that the sum of all is read from the index.
    index('results_stored')
      .on(t.storedAt, t.bytes, t.thumbnailBytes)
      .where(sql`${t.state} = 'stored'`),
    index('results_failed').on(t.problem).where(sql`${t.state} = 'failed'`),
  ],
);

/**
 * Folders of the storage that no row refers to, and when to delete them: those being written, until the row that
 * refers to them is written in the same batch; and those whose row has gone, which triggers add. So a crash or a
 * deletion at any moment leaves nothing behind.
 */
export const unreferencedFiles = sqliteTable(
  'unreferenced_files',
  { folder: text('folder').primaryKey(), deleteAt: ms('delete_at').notNull() },
  (t) => [index('unreferenced_files_due').on(t.deleteAt)],
);

/** Work on all rows of a version before this one, page by page. */
export const backfills = sqliteTable('backfills', {
  name: text('name').primaryKey(),
  /** The last `rowid` that was worked on; null before the first. */
  position: integer('position'),
  finishedAt: ms('finished_at'),
});
