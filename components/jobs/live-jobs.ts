import type { JobView } from '@/lib/jobs';
import { isSettled } from '@/lib/jobs/model';

function isNewer(live: JobView, rendered: JobView): boolean {
  if (isSettled(rendered.state)) return false;
  if (isSettled(live.state)) return true;
  // A failed check is newer too, although it does not change `checkedAt`.
  const lastAttempt = (job: JobView) => Math.max(job.checkedAt ?? 0, job.trouble?.at ?? 0);
  return lastAttempt(live) >= lastAttempt(rendered);
}

/** A job of a poll, and the rendered job that it is newer than in every respect, if any. */
export type Received = { job: JobView; over: JobView | null };

/**
 * Merges the latest poll into the job that the server rendered. An older response never replaces a settled
 * job. Label and archive of a poll count only if it began after the page was rendered: a slow one would undo a
 * change that has just been made.
 */
export function mergeJob(rendered: JobView, received: Received | undefined): JobView {
  if (received === undefined) return rendered;
  const { job: live, over } = received;
  const { label, archived, addedAt } = over === rendered ? live : rendered;
  const state = isNewer(live, rendered) ? live : rendered;
  return { ...state, label, archived, addedAt };
}

/** The ids of the pending jobs, sorted, so that the same set makes the same request. */
export function pendingIds(jobs: JobView[]): string[] {
  return jobs
    .filter(({ state }) => state === 'pending')
    .map(({ id }) => id)
    .sort();
}

const MINUTE = 60_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * The poll interval for a page's jobs, ms: short while the youngest pending job is young, because most jobs
 * finish early. 0 when none is pending.
 */
export function pollInterval(jobs: JobView[], now: number): number {
  const pending = jobs.filter(({ state }) => state === 'pending');
  if (pending.length === 0) return 0;
  const age = now - Math.max(...pending.map(({ createdAt }) => createdAt));
  if (age < MINUTE) return 2_000;
  return age < 5 * MINUTE ? 4_000 : 10_000;
}

/** A hidden tab requests at most this often, ms. */
const HIDDEN_INTERVAL_MS = 30_000;

/**
 * How long to wait for the next request, ms.
 * @param sinceMs how long ago the last one was
 * @param intervalMs between two, while the tab is visible
 */
export function pollDelay(sinceMs: number, intervalMs: number, hidden: boolean): number {
  return Math.max(0, (hidden ? Math.max(HIDDEN_INTERVAL_MS, intervalMs) : intervalMs) - sinceMs);
}

/**
 * The delay after a failed request, ms: exponential up to a minute, at least the server's `Retry-After`, with
 * jitter so that many tabs do not return at once.
 * @param tries the number of failures so far, from 1
 * @param random from 0 to 1
 */
export function retryDelay(tries: number, retryAfterMs: number | null, random: number): number {
  const backoff = Math.min(LONGEST_WAIT_MS, 2_000 * 2 ** Math.min(tries - 1, 10));
  return Math.max(retryAfterMs ?? 0, backoff * (0.5 + random / 2));
}
