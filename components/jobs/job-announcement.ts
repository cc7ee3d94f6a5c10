import type { State } from '@/lib/jobs/model';

/** Which message of `jobs.announcement` screen readers hear when a pending job settles; null for none. */
export function jobAnnouncement(before: State, after: State): 'succeeded' | 'failed' | null {
  if (before === after) return null;
  return after === 'succeeded' || after === 'failed' ? after : null;
}
