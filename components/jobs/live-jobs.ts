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

/** Our copy of the picture: what the page says, unless the poll is later or knows how the copying has ended. */
function latestResult(rendered: JobView, { job: live, over }: Received): JobView['result'] {
  const ended = rendered.result?.state === 'waiting' && live.result?.state !== 'waiting';
  return live.result !== null && (ended || over === rendered) ? live.result : rendered.result;
}

/**
 * Merges the latest poll into the job that the server rendered. An older response never replaces a settled
 * job. Label and archive of a poll count only if it began after the page was rendered: a slow one would undo a
 * change that has just been made.
 */
export function mergeJob(rendered: JobView, received: Received | undefined): JobView {
  if (received === undefined) return rendered;
  const { job: live, over } = received;
  const { label, archived, addedAt } = over === rendered ? live : rendered;
  if (isNewer(live, rendered)) return { ...live, label, archived, addedAt };
  return { ...rendered, label, archived, addedAt, result: latestResult(rendered, received) };
}

const MINUTE = 60_000;

/** How long a page waits for the copy of a new picture, ms. Most take less than a second; retries take minutes. */
const COPY_AWAITED_MS = 2 * MINUTE;

/** How long ago the job of a picture that is being copied succeeded, ms. Null if the page does not wait for it. */
function copyAge({ result, settledAt }: JobView, now: number): number | null {
  if (result?.state !== 'waiting' || settledAt === null) return null;
  const age = now - settledAt;
  return age < COPY_AWAITED_MS ? age : null;
}

/**
 * The ids of the jobs that may change by themselves: pending, or their picture is being copied. Sorted, so that the
 * same set makes the same request.
 * @param now ms UTC
 */
export function watchedIds(jobs: JobView[], now: number): string[] {
  return jobs
    .filter((job) => job.state === 'pending' || copyAge(job, now) !== null)
    .map(({ id }) => id)
    .sort();
}

const LONGEST_WAIT_MS = 60_000;

/** A copy that takes longer than this has met with trouble, ms. */
const QUICK_COPY_MS = 10_000;

/**
 * The poll interval for a page's jobs, ms: short while the youngest pending job is young, because most jobs
 * finish early, and shortest in the seconds in which a new picture is copied. 0 when nothing will change.
 */
export function pollInterval(jobs: JobView[], now: number): number {
  const copies = jobs.map((job) => copyAge(job, now)).filter((age) => age !== null);
  if (copies.some((age) => age < QUICK_COPY_MS)) return 500;
  const pending = jobs.filter(({ state }) => state === 'pending');
  if (pending.length === 0) return copies.length > 0 ? 2_000 : 0;
  const age = now - Math.max(...pending.map(({ createdAt }) => createdAt));
  // Upstream tells us when a job that was started here ends: the page should show it within a second.
  if (age < MINUTE) return 1_000;
  if (copies.length > 0) return 2_000;
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
