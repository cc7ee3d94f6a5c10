import { jobs } from '@/lib/db';
import type { JobFacts } from './state';

/** A job as the database holds it. */
export type JobRow = typeof jobs.$inferSelect;

/** What it takes to answer for a job: not all that is known of it, since each column that is read costs time. */
export const RESPONSE_COLUMNS = {
  id: jobs.id,
  body: jobs.body,
  state: jobs.state,
  startedBy: jobs.startedBy,
  checkedAt: jobs.checkedAt,
  nextCheckAt: jobs.nextCheckAt,
  watchedAt: jobs.watchedAt,
  troubleCode: jobs.troubleCode,
  troubleStatus: jobs.troubleStatus,
  troubleAt: jobs.troubleAt,
};

/** That much of a row. */
export type ResponseRow = Pick<JobRow, keyof typeof RESPONSE_COLUMNS>;

/** Whether upstream has answered for this id at least once. */
export function hasResponse<Row extends ResponseRow>(
  row: Row,
): row is Row & { body: string; checkedAt: number } {
  return row.body !== null && row.checkedAt !== null;
}

/** The part of a row that the job's life is computed from. */
export function jobFactsOf(row: JobRow): JobFacts {
  const { state, status, mode, output, createdAt, waitingSince, settledAt } = row;
  return { state, status, mode, output, createdAt, waitingSince, settledAt };
}
