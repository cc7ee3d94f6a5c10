import { type SQL, sql } from 'drizzle-orm';
import { entries, jobs, sending, submissions } from '@/lib/db';
import type { Priority } from './window';

/** A refresh that has been due for this long waits: from then on submissions leave it room, ms. */
const OVERDUE_MS = 15_000;
/** One that has been due for longer than this cannot be made, ms. */
const HOPELESS_MS = 10 * 60_000;

/** Whether submissions wait for nothing but the budget. */
function submissionsWait(now: number): SQL {
  return sql`(EXISTS (SELECT 1 FROM ${submissions}
      WHERE ${submissions.state} = 'queued' AND ${submissions.nextAttemptAt} <= ${now})
    AND NOT EXISTS (SELECT 1 FROM ${sending}
      WHERE ${sending.pausedAt} IS NOT NULL OR ${sending.outOfCreditAt} IS NOT NULL))`;
}

/** Whether the refresh of a job in a history is overdue. */
function refreshesWait(now: number): SQL {
  return sql`EXISTS (SELECT 1 FROM ${jobs} WHERE ${jobs.state} = 'pending'
    AND ${jobs.nextCheckAt} > ${now - HOPELESS_MS} AND ${jobs.nextCheckAt} < ${now - OVERDUE_MS}
    AND EXISTS (SELECT 1 FROM ${entries} WHERE ${entries.jobId} = ${jobs.id}))`;
}

/**
 * Whether calls of the other kind wait: submissions go ahead of refreshes, which get their share as soon as one is
 * overdue, so that none starves.
 */
export function othersWait(priority: Priority, now: number): SQL {
  return priority === 'submission' ? refreshesWait(now) : submissionsWait(now);
}
