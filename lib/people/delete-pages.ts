import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Context } from '@/lib/context';
import {
  batch,
  type Db,
  entries,
  jobs,
  photos,
  shares,
  submissions,
  users,
  verificationTokens,
  webhookDeliveries,
} from '@/lib/db';

/** Rows of one statement: everybody else waits while a SQLite file is written. */
const PAGE_SIZE = 100;

/** One page of a deletion. Returns whether there may be more. */
type Page = (db: Db) => Promise<boolean>;

/** Deletes rows of a table by the column with the user's id. */
const deleteFrom =
  (table: SQLiteTable, column: SQLiteColumn, userId: string): Page =>
  async (db) => {
    const deleted = await db.all(sql`DELETE FROM ${table} WHERE rowid IN (
      SELECT rowid FROM ${table} WHERE ${column} = ${userId} LIMIT ${PAGE_SIZE}) RETURNING 1 AS one`);
    return deleted.length === PAGE_SIZE;
  };

const entryColumns = (userId: string) => ({
  userId: sql<string>`${userId}`.as('user_id'),
  jobId: entries.jobId,
  label: entries.label,
  addedAt: entries.addedAt,
  archivedAt: entries.archivedAt,
  state: entries.state,
  mode: entries.mode,
  folded: entries.folded,
});

/** The links that show one of these jobs. Those that show nothing are not handed over. */
function sharesOf(jobIds: string[], userId: string): SQL | undefined {
  const shown = sql`SELECT share_id FROM share_items
    WHERE job_id IN (SELECT value FROM json_each(${JSON.stringify(jobIds)}))`;
  return and(eq(shares.userId, userId), sql`${shares.id} IN (${shown})`);
}

/**
 * Moves a page of a history to another user, with the links to its jobs. If both have a job, the heir's entry stays
 * and gets the label if it has none.
 */
const moveEntries =
  (userId: string, heir: string): Page =>
  async (db) => {
    const page = await db
      .select({ jobId: entries.jobId })
      .from(entries)
      .where(eq(entries.userId, userId))
      .orderBy(entries.jobId)
      .limit(PAGE_SIZE);
    const jobIds = page.map(({ jobId }) => jobId);
    if (jobIds.length === 0) return false;
    const theirs = and(eq(entries.userId, userId), inArray(entries.jobId, jobIds));
    const heirs = sql`(SELECT added_at FROM entries WHERE user_id = ${heir} AND job_id = ${shares.jobId})`;
    await batch(db, [
      db
        .insert(entries)
        .select(db.select(entryColumns(heir)).from(entries).where(theirs))
        .onConflictDoUpdate({
          target: [entries.userId, entries.jobId],
          set: {
            label: sql`coalesce(${entries.label}, excluded.label)`,
            folded: sql`CASE WHEN ${entries.label} IS NULL THEN excluded.folded ELSE ${entries.folded} END`,
          },
        }),
      db
        .update(shares)
        // For the version before, a link must not be older than the entry that it belongs to.
        .set({
          userId: heir,
          createdAt: sql`max(${shares.createdAt}, coalesce(${heirs}, 0))`,
          // The heir has not chosen to be named.
          showsSender: false,
        })
        .where(sharesOf(jobIds, userId)),
      db
        .update(jobs)
        .set({ startedBy: heir })
        .where(and(eq(jobs.startedBy, userId), inArray(jobs.id, jobIds))),
      db.delete(entries).where(theirs),
    ]);
    return jobIds.length === PAGE_SIZE;
  };

/** Jobs that the user started but that are in nobody's history. */
const moveStarted =
  (userId: string, heir: string): Page =>
  async (db) => {
    const moved = await db.all(sql`UPDATE ${jobs} SET started_by = ${heir} WHERE rowid IN (
      SELECT rowid FROM ${jobs} WHERE started_by = ${userId} LIMIT ${PAGE_SIZE}) RETURNING 1 AS one`);
    return moved.length === PAGE_SIZE;
  };

/** Moves a page of photos with their masks. If the heir has the same photo, the jobs that started from it get that one. */
const movePhotos =
  (userId: string, heir: string): Page =>
  async (db) => {
    const page = await db
      .select({ id: photos.id })
      .from(photos)
      .where(eq(photos.userId, userId))
      .limit(PAGE_SIZE);
    const ids = page.map(({ id }) => id);
    if (ids.length === 0) return false;
    const twin = (hash: SQL | SQLiteColumn) =>
      sql`(SELECT id FROM photos AS twin WHERE twin.user_id = ${heir} AND twin.hash = ${hash})`;
    const theirs = and(eq(photos.userId, userId), inArray(photos.id, ids));
    const ofJob = sql`(SELECT hash FROM photos AS own WHERE own.id = ${jobs.photoId})`;
    await batch(db, [
      db
        .update(jobs)
        .set({ photoId: sql`coalesce(${twin(ofJob)}, ${jobs.photoId})` })
        .where(inArray(jobs.photoId, ids)),
      db.delete(photos).where(and(theirs, sql`EXISTS ${twin(photos.hash)}`)),
      db.update(photos).set({ userId: heir }).where(theirs),
    ]);
    return ids.length === PAGE_SIZE;
  };

/** What grows with the number of jobs, in this order. The rest is deleted with the row of the user. */
function pagesOf(userId: string, heir: string | null): Page[] {
  const deliveries = deleteFrom(webhookDeliveries, webhookDeliveries.userId, userId);
  const links = deleteFrom(shares, shares.userId, userId);
  const wishes = deleteFrom(submissions, submissions.userId, userId);
  if (heir !== null) {
    const moves = [moveEntries, moveStarted, movePhotos].map((move) => move(userId, heir));
    return [wishes, deliveries, ...moves, links];
  }
  const history = deleteFrom(entries, entries.userId, userId);
  const started = deleteFrom(jobs, jobs.startedBy, userId);
  return [wishes, deliveries, links, history, started, deleteFrom(photos, photos.userId, userId)];
}

/** Deletes the row of a user, unless a job has come in meanwhile. Everything that refers to it goes with it. */
async function deleteRow(db: Db, userId: string): Promise<boolean> {
  const email = db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  const [, deleted] = await batch(db, [
    db.delete(verificationTokens).where(inArray(verificationTokens.identifier, email)),
    db
      .delete(users)
      .where(
        sql`${users.id} = ${userId} AND ${users.deletingAt} IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM entries WHERE user_id = ${userId})
          AND NOT EXISTS (SELECT 1 FROM jobs WHERE started_by = ${userId})`,
      )
      .returning({ id: users.id }),
  ]);
  return deleted.length > 0;
}

/**
 * Goes on with the deletion of an account, page by page. Several processes may do so at once.
 * @param until no page starts after this, ms UTC
 * @returns whether this call deleted the row of the user, the last step
 */
export async function deletePages(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  heir: string | null,
  until: number,
): Promise<boolean> {
  for (const page of pagesOf(userId, heir)) {
    while (await page(db)) {
      if (now() >= until) return false;
      await nextTurn();
    }
    await nextTurn();
  }
  return deleteRow(db, userId);
}
