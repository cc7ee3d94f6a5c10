import { sql } from 'drizzle-orm';
import { log } from '@/lib/log';
import {
  callerWebhooks,
  calls,
  catalogues,
  jobs,
  results,
  submissions,
  unknownIdCalls,
  unreferencedFiles,
  webhookDeliveries,
} from './schema';
import { batch } from './statements';
import type { Db } from './types';

const MINUTE = 60_000;
/** Times may be ahead by this much: readings of the clock differ. */
const TOLERANCE_MS = 5_000;
/** No lease is longer. */
export const LONGEST_LEASE_MS = 5 * MINUTE;
/** No pending job waits longer for its next check: upstream's `Retry-After` is limited to 10 minutes. */
export const LONGEST_CHECK_MS = 15 * MINUTE;
/** No list waits longer for its next request. */
const LONGEST_LIST_MS = 7 * 60 * MINUTE;

/** No result waits longer for its next attempt to be copied: an hour, and half of it at random. */
const LONGEST_COPY_WAIT_MS = 90 * MINUTE;
/** No webhook of a caller waits longer: 22 hours, or a pause that its receiver asked for. */
const LONGEST_CALL_WAIT_MS = 24 * 60 * MINUTE;
/** No files wait longer for their deletion. */
const LONGEST_FILES_MS = 60 * MINUTE + TOLERANCE_MS;

/**
 * Corrects rows that were written while the clock was ahead. What is due later than anything is ever planned
 * is due now, a lease from the future has ended, and a call from the future counts as made now: it uses the
 * budget for another minute, and no longer.
 *
 * @param now ms UTC
 * @returns whether there were such rows
 */
export async function resetFutureTimes(db: Db, now: number): Promise<boolean> {
  const future = now + TOLERANCE_MS;
  const leased = now + LONGEST_LEASE_MS;
  const id = { id: sql<number>`1` };
  const corrected = await batch(db, [
    db.update(calls).set({ at: now }).where(sql`${calls.at} > ${future}`).returning(id),
    db
      .update(unknownIdCalls)
      .set({ at: now })
      .where(sql`${unknownIdCalls.at} > ${future}`)
      .returning(id),
    db
      .update(jobs)
      .set({ nextCheckAt: now, leaseUntil: 0 })
      .where(sql`${jobs.state} = 'pending' AND ${jobs.nextCheckAt} > ${now + LONGEST_CHECK_MS}`)
      .returning(id),
    db
      .update(catalogues)
      .set({ nextCheckAt: now, leaseUntil: 0 })
      .where(
        sql`${catalogues.nextCheckAt} > ${now + LONGEST_LIST_MS} OR ${catalogues.leaseUntil} > ${leased}`,
      )
      .returning(id),
    db
      .update(webhookDeliveries)
      .set({ nextAttemptAt: now, createdAt: sql`min(${webhookDeliveries.createdAt}, ${now})` })
      // The longest wait is hours, so that of a wrong clock shows only by when the row was written.
      .where(
        sql`${webhookDeliveries.nextAttemptAt} > ${future}
          AND (${webhookDeliveries.createdAt} > ${future} OR ${webhookDeliveries.lastAttemptAt} > ${future})`,
      )
      .returning(id),
    db
      .update(webhookDeliveries)
      .set({ leaseUntil: 0 })
      .where(
        sql`${webhookDeliveries.nextAttemptAt} IS NOT NULL AND ${webhookDeliveries.leaseUntil} > ${leased}`,
      )
      .returning(id),
    db
      .update(callerWebhooks)
      .set({ nextAttemptAt: now, leaseUntil: 0 })
      .where(sql`${callerWebhooks.nextAttemptAt} > ${now + LONGEST_CALL_WAIT_MS}`)
      .returning(id),
    db
      .update(results)
      .set({ nextAttemptAt: now, leaseUntil: 0, queuedAt: sql`min(${results.queuedAt}, ${now})` })
      .where(
        sql`${results.state} = 'waiting' AND ${results.nextAttemptAt} > ${now + LONGEST_COPY_WAIT_MS}`,
      )
      .returning(id),
    // Upstream's `Retry-After` is limited to 10 minutes. A lease from the future counts as over where it is looked at.
    db
      .update(submissions)
      .set({ nextAttemptAt: now, queuedAt: sql`min(${submissions.queuedAt}, ${now})` })
      .where(
        sql`${submissions.state} = 'queued' AND ${submissions.nextAttemptAt} > ${now + LONGEST_CHECK_MS}`,
      )
      .returning(id),
    // The copy that announced them gives up: it refers to them only at the time that it set.
    db
      .update(unreferencedFiles)
      .set({ deleteAt: now })
      .where(sql`${unreferencedFiles.deleteAt} > ${now + LONGEST_FILES_MS}`)
      .returning(id),
  ]);
  const [ofCalls, , ofJobs, ofLists, ofDeliveries, , , ofResults, ofSubmissions, ofFiles] =
    corrected.map((rows) => rows.length);
  const found = corrected.some((rows) => rows.length > 0);
  if (found) {
    log().warn(
      {
        calls: ofCalls,
        jobs: ofJobs,
        lists: ofLists,
        deliveries: ofDeliveries,
        results: ofResults,
        submissions: ofSubmissions,
        files: ofFiles,
      },
      'the clock has been set back: times in the future were corrected',
    );
  }
  return found;
}
