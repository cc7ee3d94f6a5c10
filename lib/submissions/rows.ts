import type { submissions } from '@/lib/db';
import type { SendingState } from './model';
import type { SubmissionView } from './schemas';
import type { SubmissionFacts } from './state';

export type SubmissionRow = typeof submissions.$inferSelect;

/** The object in a stored body; empty if it is none. */
export function parametersOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** The columns that its life changes. */
export function factsOf(row: SubmissionRow): SubmissionFacts {
  const { state, problem, reason, httpStatus, queuedAt, nextAttemptAt } = row;
  const { sentAt, attempts, settledAt, jobId } = row;
  return {
    state,
    problem,
    reason,
    httpStatus,
    queuedAt,
    nextAttemptAt,
    sentAt,
    attempts,
    settledAt,
    jobId,
  };
}

/**
 * @param place in the queue, from 1; null unless it is queued
 * @param sending whether anything is sent: what stops it is the problem of one that is queued
 */
export function toSubmissionView(
  row: SubmissionRow,
  place: number | null,
  sending: SendingState,
): SubmissionView {
  const { id, batchId, runId, step, mode, photoId, label, source, state } = row;
  const { reason, createdAt, sentAt, settledAt, jobId, credits } = row;
  const held = state === 'queued' && sending !== 'on' ? sending : null;
  return {
    id,
    batchId,
    runId,
    step,
    mode,
    parameters: parametersOf(row.body),
    photoId,
    label,
    source,
    state,
    problem: row.problem ?? held,
    reason,
    place,
    createdAt,
    sentAt,
    settledAt,
    jobId,
    credits,
  };
}
