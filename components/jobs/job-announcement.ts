import type { JobView } from '@/lib/jobs';

type State = JobView['state'];

/** What is announced when a job that was waited for has come to an end; empty while it has not. */
export function jobAnnouncement(before: State, after: State): string {
  if (before === after) return '';
  if (after === 'succeeded') return 'The job is done: its picture is here.';
  if (after === 'failed') return 'The job has failed.';
  return '';
}
