import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries } from '@/lib/db';
import { AppError } from '@/lib/errors';

/** The most jobs in one user's history. */
const MAX_ENTRIES = 250_000;

/** Whether one more job fits into a user's history. */
export async function hasRoom(
  { db }: Pick<Context, 'db'>,
  userId: string,
  max = MAX_ENTRIES,
): Promise<boolean> {
  const beyond = await db
    .select({ one: sql`1` })
    .from(entries)
    .where(eq(entries.userId, userId))
    .limit(1)
    .offset(max - 1);
  return beyond.length === 0;
}

/** @throws AppError `too_many_jobs` if a user's history is full */
export async function assertRoom(
  ctx: Pick<Context, 'db'>,
  userId: string,
  max = MAX_ENTRIES,
): Promise<void> {
  if (await hasRoom(ctx, userId, max)) return;
  throw new AppError(
    'too_many_jobs',
    `Your history has ${max.toLocaleString('en')} jobs, and no more fit. Export it, then remove jobs that you no longer need.`,
  );
}

/**
 * Checks that the jobs of one user fit into the history of another.
 * @throws AppError `too_many_jobs`
 */
export async function assertRoomFor(
  { db }: Pick<Context, 'db'>,
  heir: string,
  userId: string,
  max = MAX_ENTRIES,
): Promise<void> {
  const count = (id: string) =>
    sql`(SELECT count(*) FROM ${entries} WHERE ${entries.userId} = ${id})`;
  const [row] = await db.all<{ n: number }>(sql`SELECT ${count(heir)} + ${count(userId)} AS n`);
  if ((row?.n ?? 0) <= max) return;
  throw new AppError(
    'too_many_jobs',
    `The jobs of both do not fit into one history, which has at most ${max.toLocaleString('en')}. Choose somebody else, or delete the jobs.`,
  );
}
