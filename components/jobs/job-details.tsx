import { DescriptionItem } from '@/components/ui/description-item';
import { Elapsed, RelativeTime, Time } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { JobId } from './job-id';
import { NextCheck } from './next-check';
import { StateBadge } from './state-badge';

/** All that is known of a job, as on the label beside a picture. */
export function JobDetails({ job, now }: { job: JobView; now: number }) {
  const { state, mode, status, createdAt, settledAt, checkedAt, nextCheckAt } = job;
  const took = state === 'succeeded' || state === 'failed' ? 'Took' : 'Has taken';
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
