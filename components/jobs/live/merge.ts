import type { JobView } from '@/lib/jobs';
import { isSettled } from '@/lib/jobs/model';

function isNewer(live: JobView, rendered: JobView): boolean {
  if (isSettled(rendered.state)) return false;
  if (isSettled(live.state)) return true;
  // A failed check is newer too, although it does not change `checkedAt`.
  const lastAttempt = (job: JobView) => Math.max(job.checkedAt ?? 0, job.trouble?.at ?? 0);
  return lastAttempt(live) >= lastAttempt(rendered);
}

/**
 * Merges the latest poll into the job that the server rendered. An older response never replaces a settled
 * job. Label and archive come from the server: changing them re-renders the page.
 */
export function mergeJob(rendered: JobView, live: JobView | undefined): JobView {
  if (live === undefined || !isNewer(live, rendered)) return rendered;
  const { label, archived, addedAt } = rendered;
  return { ...live, label, archived, addedAt };
}

/** The ids of the pending jobs, sorted, so that the same set makes the same request. */
export function pendingIds(jobs: JobView[]): string[] {
  return jobs
    .filter(({ state }) => state === 'pending')
    .map(({ id }) => id)
    .sort();
}
