import type { JobView } from '@/lib/jobs';

const isSettled = ({ state }: JobView) => state === 'succeeded' || state === 'failed';

function isNewer(live: JobView, rendered: JobView): boolean {
  if (isSettled(rendered)) return false;
  if (isSettled(live)) return true;
  // An ask that failed is news too, though it leaves `checkedAt` where it was.
  const heard = (job: JobView) => Math.max(job.checkedAt ?? 0, job.trouble?.at ?? 0);
  return heard(live) >= heard(rendered);
}

/**
 * Lays what was heard since over what the server rendered. A settled job is never replaced by an older
 * answer; label and archive stay as rendered, because changing them renders the page anew.
 */
export function mergeJob(rendered: JobView, live: JobView | undefined): JobView {
  if (live === undefined || !isNewer(live, rendered)) return rendered;
  const { label, archived, addedAt } = rendered;
  return { ...live, label, archived, addedAt };
}

/** The ids that are worth asking for again, sorted, so that the same set is the same question. */
export function pendingIds(jobs: JobView[]): string[] {
  return jobs
    .filter(({ state }) => state === 'pending')
    .map(({ id }) => id)
    .sort();
}
