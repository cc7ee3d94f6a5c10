import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { monthOf } from './allowance';
import { priceOf } from './prices';

/** What jobs of a month cost, as far as Gepetto documents it. Euros without tax; null if none has such a price. */
export type MonthCost = {
  /** `2026-11`, UTC. */
  month: string;
  jobs: number;
  credits: number | null;
  euros: number | null;
  /** Jobs whose price is not documented. */
  unpriced: number;
};

type Counted = {
  month: string;
  userId: string;
  mode: string;
  credits: number | null;
  jobs: number;
};

/** States in which a job was, or may have been, started: those cost. */
const COSTS = sql`state IN ('accepted', 'uncertain', 'closed')`;

const MONTH = sql`strftime('%Y-%m', submissions.created_at / 1000, 'unixepoch')`;

function addUp(rows: Counted[], month: string): MonthCost {
  const sum = {
    month,
    jobs: 0,
    credits: null as number | null,
    cents: null as number | null,
    unpriced: 0,
  };
  for (const { mode, credits, jobs } of rows) {
    const { euros } = priceOf(mode, false);
    sum.jobs += jobs;
    if (credits !== null) sum.credits = (sum.credits ?? 0) + credits * jobs;
    if (euros !== null) sum.cents = (sum.cents ?? 0) + Math.round(euros * 100) * jobs;
    if (credits === null && euros === null) sum.unpriced += jobs;
  }
  const { cents, ...rest } = sum;
  return { ...rest, euros: cents === null ? null : cents / 100 };
}

/** The months of a user in which jobs were started here, newest first, at most `months` of them. */
export async function costsOf(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  months = 12,
): Promise<MonthCost[]> {
  const at = new Date(now());
  const since = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months + 1, 1);
  const rows = await db.all<Counted>(sql`
    SELECT ${MONTH} AS month, mode, credits, count(*) AS jobs FROM submissions
    WHERE user_id = ${userId} AND created_at >= ${since} AND ${COSTS}
    GROUP BY month, mode, credits`);
  const names = [...new Set(rows.map(({ month }) => month))].sort().reverse();
  return names.map((month) =>
    addUp(
      rows.filter((row) => row.month === month),
      month,
    ),
  );
}

/** The first moment of a month such as `2026-11`, UTC; of the present one for any other text and for the future. */
export function readMonth(text: string | undefined, now: number): number {
  const { from } = monthOf(now);
  const named = /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text ?? '') ? Date.parse(`${text}-01`) : from;
  return Math.min(named, from);
}

/**
 * What the jobs of a month cost, by user: who started most comes first.
 * @param at a time in the month, ms UTC
 */
export async function costsByUser(
  { db }: Pick<Context, 'db'>,
  at: number,
): Promise<(MonthCost & { userId: string; email: string })[]> {
  const { from, until } = monthOf(at);
  const rows = await db.all<Counted & { email: string }>(sql`
    SELECT ${MONTH} AS month, user_id AS "userId", users.email AS email, mode, credits, count(*) AS jobs
    FROM submissions JOIN users ON users.id = submissions.user_id
    WHERE submissions.created_at >= ${from} AND submissions.created_at < ${until} AND ${COSTS}
    GROUP BY user_id, mode, credits`);
  const month = new Date(from).toISOString().slice(0, 7);
  const users = new Map(rows.map(({ userId, email }) => [userId, email]));
  return [...users]
    .map(([userId, email]) => ({
      userId,
      email,
      ...addUp(
        rows.filter((row) => row.userId === userId),
        month,
      ),
    }))
    .sort((a, b) => b.jobs - a.jobs || (a.email < b.email ? -1 : 1));
}
