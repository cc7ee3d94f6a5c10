import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, entries } from '@/lib/db';
import { searchTextOf } from './search-text';

/** Labels in one step: a SQLite file is written synchronously, and everybody else waits. */
const STEP = 40;
/** Steps in one round, which is soon followed by another. */
const MAX_STEPS = 25;

/** Computes the search text of labels that were stored without it: by version 0.1, or by hand. */
export async function foldLabels({ db }: Pick<Context, 'db'>): Promise<void> {
  for (let step = 0; step < MAX_STEPS; step++) {
    // By name: where most labels are not folded, the planner would read all entries instead.
    const found = await db.all<{ userId: string; jobId: string; label: string }>(
      sql`SELECT user_id AS userId, job_id AS jobId, label FROM entries INDEXED BY entries_unfolded
        WHERE label IS NOT NULL AND folded IS NULL LIMIT ${STEP}`,
    );
    const [first, ...others] = found.map(({ userId, jobId, label }) =>
      db
        .update(entries)
        .set({ folded: searchTextOf(label) })
        .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId), eq(entries.label, label))),
    );
    if (first) await batch(db, [first, ...others]);
    if (found.length < STEP) return;
    await nextTurn();
  }
}
