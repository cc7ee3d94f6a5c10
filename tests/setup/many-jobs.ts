import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, entries, jobs } from '@/lib/db';

/** Rows in one statement: SQLite accepts at most 32,766 values. */
const AT_ONCE = 500;

export type Added = {
  id: string;
  at: number;
  label?: string;
  body?: string;
  state?: 'failed';
  mode?: string;
};

/** Adds settled jobs to a user's history, without upstream requests. */
export async function addJobs(db: Db, userId: string, added: Added[]): Promise<void> {
  for (let from = 0; from < added.length; from += AT_ONCE) {
    const some = added.slice(from, from + AT_ONCE);
    await db.insert(jobs).values(
      some.map(({ id, at, body, state, mode = 'furnish' }) => ({
        id,
        body: body ?? '{"status":"success"}',
        status: state ?? 'success',
        state: state ?? ('succeeded' as const),
        mode,
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
    // SQLite files are written synchronously: let the event loop notice closed connections.
    await nextTurn();
  }
}
