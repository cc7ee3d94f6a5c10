import { count, countDistinct, eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { backfills, type Db, entries, results } from '@/lib/db';
import type { ResultProblem } from './model';

/** How far the copying of results has come. */
export type CopyProgress = {
  /** Results that are, or are to be, copied. */
  total: number;
  copied: number;
  /** Given up, by reason, the most frequent first. */
  failed: { problem: ResultProblem; count: number }[];
  /** Deleted after the time that results are kept. */
  expired: number;
  /** Copied once their turn comes, those of histories from before this version included. */
  waiting: number;
};

/** Each number is read from an index. */
async function counts(db: Db) {
  const of = (state: SQL) => sql<number>`(SELECT count(*) FROM results WHERE ${state})`;
  const [row] = await db
    .select({
      queued: count(),
      copied: of(sql`state = 'stored'`),
      waiting: of(sql`state = 'waiting'`),
      failed: of(sql`state = 'failed'`),
    })
    .from(results);
  return row ?? { queued: 0, copied: 0, waiting: 0, failed: 0 };
}

async function failures(db: Db): Promise<CopyProgress['failed']> {
  const rows = await db
    .select({ problem: results.problem, count: count() })
    .from(results)
    .where(sql`${results.state} = 'failed'`)
    .groupBy(results.problem);
  return rows
    .map((row) => ({ ...row, problem: row.problem ?? 'interrupted' }))
    .sort((a, b) => b.count - a.count);
}

/** Succeeded jobs in histories, while those of earlier versions are still being queued; else 0. */
async function stillToQueue(db: Db): Promise<number> {
  const [backfill] = await db
    .select({ finishedAt: backfills.finishedAt })
    .from(backfills)
    .where(eq(backfills.name, 'results'));
  if (!backfill || backfill.finishedAt !== null) return 0;
  const [row] = await db
    .select({ n: countDistinct(entries.jobId) })
    .from(entries)
    .where(eq(entries.state, 'succeeded'));
  return row?.n ?? 0;
}

/** How many results are copied, for the operator's page. */
export async function copyProgress({ db }: Pick<Context, 'db'>): Promise<CopyProgress> {
  const { queued, copied, waiting, failed } = await counts(db);
  const total = Math.max(queued, await stillToQueue(db));
  return {
    total,
    copied,
    failed: await failures(db),
    expired: queued - copied - waiting - failed,
    waiting: waiting + total - queued,
  };
}
