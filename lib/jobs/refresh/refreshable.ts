import { and, eq, exists, gt, or, sql } from 'drizzle-orm';
import { type Db, entries, jobs } from '@/lib/db';

/** A job that somebody has looked at this lately is being watched, ms. */
export const WATCHED_MS = 60_000;

/** The entries of a job, of all users: to ask whether there is one. */
export function entriesOf(db: Db) {
  return db.select({ one: sql`1` }).from(entries).where(eq(entries.jobId, jobs.id));
}

/**
 * The jobs that refreshes are for: pending, and in somebody's history or being watched. An id that
 * somebody only guessed is neither, and costs no second call.
 */
export function isRefreshable(db: Db, now: number) {
  return and(
    eq(jobs.state, 'pending'),
    or(exists(entriesOf(db)), gt(jobs.watchedAt, now - WATCHED_MS)),
  );
}
