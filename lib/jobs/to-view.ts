import type { entries } from '@/lib/db';
import { parseFailure } from '@/lib/gepetto';
import type { JobRow } from './row';
import { upstreamErrorOf } from './upstream-error';
import type { JobView } from './view';

export type EntryRow = typeof entries.$inferSelect;

/** A job as the owner of `entry` sees it. */
export function toJobView(entry: EntryRow, job: JobRow): JobView {
  const waiting = job.state === 'pending';
  return {
    id: job.id,
    state: job.state,
    status: job.status,
    mode: job.mode,
    label: entry.label,
    addedAt: entry.addedAt,
    archived: entry.archivedAt !== null,
    createdAt: job.createdAt,
    settledAt: job.settledAt,
    checkedAt: job.checkedAt,
    nextCheckAt: waiting ? job.nextCheckAt : null,
    hasPicture: job.state === 'succeeded' && job.output !== null,
    hasInput: job.inputUrl !== null,
    failure: job.state === 'failed' && job.body !== null ? parseFailure(job.body) : null,
    trouble: waiting ? upstreamErrorOf(job) : null,
  };
}
