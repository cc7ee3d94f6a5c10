'use client';

import { useLocale } from 'next-intl';
import { DescriptionItem } from '@/components/ui/description-item';
import { formatDuration } from '@/components/ui/format';
import { Elapsed, RelativeTime, Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { JobView } from '@/lib/jobs';
import { isSettled } from '@/lib/jobs/model';
import { JobId } from './job-id';
import { StateBadge } from './state-badge';

/** A countdown to the next check (ms UTC). */
function NextCheck({ at, now }: { at: number; now: number }) {
  const locale = useLocale();
  const left = at - useNow(now, 1_000);
  return (
    <span className="tabular-nums">
      {left < 1_000 ? 'now' : `in ${formatDuration(left, locale)}`}
    </span>
  );
}

/** The details of a job as a list of names and values. */
export function JobDetails({ job, now }: { job: JobView; now: number }) {
  const { state, mode, status, createdAt, settledAt, checkedAt, nextCheckAt } = job;
  const took = isSettled(state) ? 'Took' : 'Has taken';
  return (
    <dl className="text-sm">
      <DescriptionItem name="State">
        <StateBadge state={state} />
      </DescriptionItem>
      <DescriptionItem name="Mode">{mode ?? 'not known yet'}</DescriptionItem>
      <DescriptionItem name="Gepetto says">
        {status === null ? (
          'nothing yet'
        ) : (
          <code className="wrap-break-word font-mono">{status}</code>
        )}
      </DescriptionItem>
      <DescriptionItem name="Created">
        <Time at={createdAt} />
      </DescriptionItem>
      {settledAt !== null && (
        <DescriptionItem name="Settled">
          <Time at={settledAt} />
        </DescriptionItem>
      )}
      <DescriptionItem name={took}>
        <Elapsed from={createdAt} to={settledAt} now={now} />
      </DescriptionItem>
      {checkedAt !== null && (
        <DescriptionItem name="Last asked">
          <RelativeTime at={checkedAt} now={now} />
        </DescriptionItem>
      )}
      {nextCheckAt !== null && (
        <DescriptionItem name="Next ask">
          <NextCheck at={nextCheckAt} now={now} />
        </DescriptionItem>
      )}
      {job.archived && <DescriptionItem name="Kept in">Archive</DescriptionItem>}
      <DescriptionItem name="Id">
        <JobId id={job.id} />
      </DescriptionItem>
    </dl>
  );
}
