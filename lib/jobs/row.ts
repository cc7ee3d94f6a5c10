import type { jobs } from '@/lib/db';
import type { Known } from './state';

/** A job as the database holds it. */
export type JobRow = typeof jobs.$inferSelect;

/** Whether upstream has answered for this id at least once. */
export function isSeen(row: JobRow): row is JobRow & { body: string; checkedAt: number } {
  return row.body !== null && row.checkedAt !== null;
}

/** The part of a row that the job's life is computed from. */
export function knownOf(row: JobRow): Known {
  const { state, status, mode, output, createdAt, waitingSince, settledAt } = row;
  return { state, status, mode, output, createdAt, waitingSince, settledAt };
}
