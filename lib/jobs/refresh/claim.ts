import { and, eq, lte, sql } from 'drizzle-orm';
import { type Db, jobs } from '@/lib/db';
import type { JobRow } from '../rows';

/** A claim outlives the longest ask by this much, ms; a claimer that died is replaced after it. */
const GRACE_MS = 7_000;

/**
 * Tries to become the one who asks upstream for a job now. One statement: of all tabs, processes and
 * instances that try, the database lets one through.
 *
 * @param askMs the deadline of the ask that follows, ms
 * @returns the row under a new fence, or undefined when the job is not due or somebody else has it
 */
export async function claim(
  db: Db,
  id: string,
  now: number,
  askMs: number,
): Promise<JobRow | undefined> {
  const [row] = await db
    .update(jobs)
    .set({ leaseUntil: now + askMs + GRACE_MS, fence: sql`${jobs.fence} + 1` })
    .where(
      and(
        eq(jobs.id, id),
        eq(jobs.state, 'pending'),
        lte(jobs.nextCheckAt, now),
        lte(jobs.leaseUntil, now),
      ),
    )
    .returning();
  return row;
}

/** Gives a claim up without having asked: the job stays due. */
export async function release(db: Db, { id, fence }: JobRow): Promise<void> {
  await db
    .update(jobs)
    .set({ leaseUntil: 0 })
    .where(and(eq(jobs.id, id), eq(jobs.fence, fence)));
}
