import { eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { submissions, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';

/** Jobs that a user may start in a month, and how many were. Times are ms UTC. */
export type Allowance = { used: number; limit: number; until: number };

/** The calendar month of a time, UTC: its first moment, and that of the next one. */
export function monthOf(now: number): { from: number; until: number } {
  const at = new Date(now);
  const first = (months: number) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
  return { from: first(0), until: first(1) };
}

/** What counts: everything that cost a job, may have, or will. */
export function usedInMonth(userId: string, from: number): SQL<number> {
  return sql<number>`(SELECT count(*) FROM ${submissions} WHERE ${submissions.userId} = ${userId}
    AND ${submissions.createdAt} >= ${from} AND ${submissions.state} NOT IN ('refused', 'cancelled'))`;
}

/** Jobs that a user may start in a month: the operator's number for the user, or everybody's; null for any. */
async function limitFor({ db }: Pick<Context, 'db'>, userId: string): Promise<number | null> {
  const [user] = await db
    .select({ jobsPerMonth: users.jobsPerMonth })
    .from(users)
    .where(eq(users.id, userId));
  return user?.jobsPerMonth ?? getEnv().jobsPerMonth;
}

/** The allowance of a user in this month; null if there is no limit. */
export async function allowanceOf(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
): Promise<Allowance | null> {
  const limit = await limitFor(ctx, userId);
  if (limit === null) return null;
  const { from, until } = monthOf(ctx.now());
  const [row] = await ctx.db.all<{ used: number }>(
    sql`SELECT ${usedInMonth(userId, from)} AS used`,
  );
  return { used: row?.used ?? 0, limit, until };
}

/** The condition, for a statement, that a user may start `more` jobs. */
export async function mayStart(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  more: number,
): Promise<SQL> {
  const limit = await limitFor(ctx, userId);
  if (limit === null) return sql`1`;
  return sql`${usedInMonth(userId, monthOf(ctx.now()).from)} + ${more} <= ${limit}`;
}

/** The error for somebody who has started, or would start, more than that. */
export function allowanceSpent({ used, limit, until }: Allowance): AppError {
  const day = new Date(until).toISOString().slice(0, 10);
  const left = Math.max(0, limit - used);
  const rest = left === 0 ? 'none is left' : `${left} ${left === 1 ? 'is' : 'are'} left`;
  return new AppError(
    'allowance_spent',
    `You may start ${limit} jobs a month, and ${rest}. The next month begins on ${day} (UTC). An operator can raise the number.`,
  );
}
