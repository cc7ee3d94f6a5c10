import type { State } from '@/lib/jobs/model';

/** What screen readers hear when a pending job settles; empty for any other change. */
export function jobAnnouncement(before: State, after: State): string {
  if (before === after) return '';
  if (after === 'succeeded') return 'The job is done: its picture is here.';
  if (after === 'failed') return 'The job has failed.';
  return '';
}
