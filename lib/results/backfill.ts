import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  and,
  desc,
  eq,
  getTableColumns,
  gte,
  isNotNull,
  isNull,
  lt,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { backfills, batch, type Db, entries, jobs, results } from '@/lib/db';
import { isStopping } from '@/lib/shutdown';

const NAME = 'results';
/** Jobs of one page. */
const PAGE = 500;
const rowid = sql<number>`${jobs}.rowid`;

/** A statement that queues the results of succeeded jobs in histories, the newest to be copied first. */
function queueWhere({ db, now }: Context, where: SQL | undefined) {
  const given: Record<string, unknown> = {
    jobId: jobs.id,
    queuedAt: now(),
    nextAttemptAt: jobs.createdAt,
  };
  // Drizzle demands every column, in the order of the table.
  const cells = Object.entries(getTableColumns(results)).map(([name, column]) => [
    name,
    sql`${given[name] ?? column.default ?? null}`.as(column.name),
  ]);
  const isKept = sql`EXISTS (SELECT 1 FROM ${entries} WHERE ${entries.jobId} = ${jobs.id})`;
  const rows = db
    .select(Object.fromEntries(cells))
    .from(jobs)
    .where(and(where, eq(jobs.state, 'succeeded'), isNotNull(jobs.output), isKept));
  return db
    .insert(results)
    .select(rows as never)
    .onConflictDoNothing();
}

/** The lowest row of the next page below `position`; undefined if there is none. */
async function endOfPage(db: Db, position: number | null): Promise<number | undefined> {
  const page = await db
    .select({ rowid })
    .from(jobs)
    .where(position === null ? undefined : lt(rowid, position))
    .orderBy(desc(rowid))
    .limit(PAGE);
  return page.at(-1)?.rowid;
}

/** Queues the results of one page of jobs, the newest that are left. Returns whether more may be left. */
async function queuePage(ctx: Context): Promise<boolean> {
  const { db, now } = ctx;
  const [at] = await db.select().from(backfills).where(eq(backfills.name, NAME));
  if (!at || at.finishedAt !== null) return false;
  const { position } = at;
  const end = await endOfPage(db, position);
  const isSame = position === null ? isNull(backfills.position) : eq(backfills.position, position);
  const moved = db
    .update(backfills)
    .set(end === undefined ? { finishedAt: now() } : { position: end })
    .where(and(eq(backfills.name, NAME), isSame));
  if (end === undefined) {
    await moved;
    return false;
  }
  const page = and(position === null ? undefined : lt(rowid, position), gte(rowid, end));
  await batch(db, [queueWhere(ctx, page), moved]);
  return true;
}

/**
 * Queues the results of jobs that had succeeded before this version, newest first. What has been queued survives a
 * restart; the work is done once.
 */
export async function backfill(ctx: Context): Promise<void> {
  while (!isStopping() && (await queuePage(ctx))) await nextTurn();
}
