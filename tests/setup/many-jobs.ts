import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, entries, jobs } from '@/lib/db';

/** Rows in one statement: SQLite takes 32,766 values at most. */
const AT_ONCE = 500;

export type Added = { id: string; at: number; label?: string; body?: string; state?: 'failed' };

/** Puts jobs that have ended into a user's history, without anybody being asked for them. */
export async function addJobs(db: Db, userId: string, added: Added[]): Promise<void> {
  for (let from = 0; from < added.length; from += AT_ONCE) {
    const some = added.slice(from, from + AT_ONCE);
    await db.insert(jobs).values(
      some.map(({ id, at, body, state }) => ({
        id,
        body: body ?? '{"status":"success"}',
        status: state ?? 'success',
        state: state ?? ('succeeded' as const),
        mode: 'furnish',
        createdAt: at,
        waitingSince: at,
        settledAt: at,
        checkedAt: at,
        nextCheckAt: at,
      })),
    );
    await db
      .insert(entries)
      .values(some.map(({ id, at, label }) => ({ userId, jobId: id, addedAt: at, label })));
    // A file is written without a pause; so a connection that has been closed meanwhile is noticed.
    await nextTurn();
  }
}
