import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { backfills, batch, entries, jobs, results } from '@/lib/db';
import { isStopping } from '@/lib/shutdown';

const NAME = 'results';
/** Jobs of one page. */
const PAGE = 500;
const rowid = sql<number>`${jobs}.rowid`;

/** Queues the results of one page of jobs, the newest that are left. Returns whether more may be left. */
async function queuePage({ db, now }: Context): Promise<boolean> {
  const [at] = await db.select().from(backfills).where(eq(backfills.name, NAME));
  if (!at || at.finishedAt !== null) return false;
  const below = at.position === null ? undefined : lt(rowid, at.position);
  const page = await db.select({ rowid }).from(jobs).where(below).orderBy(desc(rowid)).limit(PAGE);
  const lowest = page.at(-1)?.rowid;
  const isSame =
    at.position === null ? isNull(backfills.position) : eq(backfills.position, at.position);
  const moved = db
    .update(backfills)
    .set(lowest === undefined ? { finishedAt: now() } : { position: lowest })
    .where(and(eq(backfills.name, NAME), isSame));
  if (lowest === undefined) {
    await moved;
    return false;
  }
  const isKept = sql`EXISTS (SELECT 1 FROM ${entries} WHERE ${entries.jobId} = ${jobs.id})`;
  const succeeded = and(
    below,
    sql`${rowid} >= ${lowest}`,
    eq(jobs.state, 'succeeded'),
    sql`${jobs.output} IS NOT NULL`,
    isKept,
  );
  const rows = db
    .select({
      jobId: jobs.id,
      queuedAt: sql<number>`${now()}`.as('queued_at'),
      nextAttemptAt: jobs.createdAt,
    })
    .from(jobs)
    .where(succeeded);
  await batch(db, [
    db
      .insert(results)
      .select(rows as never)
      .onConflictDoNothing(),
    moved,
  ]);
  return true;
}

/**
 * Queues the results of jobs that had succeeded before this version, newest first. What has been queued survives a
 * restart; the work is done once.
 */
export async function backfill(ctx: Context): Promise<void> {
  while (!isStopping() && (await queuePage(ctx))) await new Promise(setImmediate);
}
