import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { tidyFile } from '@/lib/db';
import { RETENTION, type RetentionRule } from './rules';

/** How often rows are deleted, ms. */
const INTERVAL_MS = 10 * 60 * 1_000;
/** Rows deleted in one statement: a SQLite file is written synchronously, and everybody else waits. */
const PAGE_SIZE = 200;

/** Deletes rows page by page until none is left or the time is over. Returns how many it deleted. */
async function prune(ctx: Context, rule: RetentionRule, until: number): Promise<number> {
  const { table, keptMs, expired } = rule;
  const condition = expired(ctx.now() - keptMs);
  let total = 0;
  for (;;) {
    const deleted = await ctx.db.all(sql`DELETE FROM ${table} WHERE rowid IN (
      SELECT rowid FROM ${table} WHERE ${condition} LIMIT ${PAGE_SIZE}) RETURNING 1 AS deleted`);
    total += deleted.length;
    if (deleted.length < PAGE_SIZE || ctx.now() >= until) return total;
    await nextTurn();
  }
}

/** Deletes the rows of every rule that are older than it allows. */
export async function pruneAll(ctx: Context, forMs: number): Promise<void> {
  const until = ctx.now() + forMs;
  for (const rule of RETENTION) {
    await prune(ctx, rule, until);
    await nextTurn();
  }
}

/** Time of the last round, by database. */
const prunedAt = new WeakMap<object, number>();

/**
 * Background work of the database: deletes old rows, and keeps the file and the planner's statistics in order.
 * @param forMs no page starts after this time
 */
export async function maintainRetention(ctx: Context, forMs: number): Promise<void> {
  const now = ctx.now();
  if (Math.abs(now - (prunedAt.get(ctx.db) ?? 0)) < INTERVAL_MS) return;
  prunedAt.set(ctx.db, now);
  await pruneAll(ctx, forMs);
  tidyFile(ctx.db);
}
