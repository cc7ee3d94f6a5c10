import { Fact } from '@/app/_ui/fact';
import { JobId } from '@/app/_ui/job-id';
import { StateBadge } from '@/app/_ui/state-badge';
import { Ago, Elapsed, When } from '@/app/_ui/when';
import type { JobView } from '@/lib/jobs';
import { NextAsk } from './next-ask';

/** All that is known of a job, as on the label beside a picture. */
export function JobFacts({ job, now }: { job: JobView; now: number }) {
  const { state, mode, status, createdAt, settledAt, checkedAt, nextCheckAt } = job;
  const took = state === 'succeeded' || state === 'failed' ? 'Took' : 'Has taken';
  return (
    <dl className="text-sm">
      <Fact name="State">
        <StateBadge state={state} />
      </Fact>
      <Fact name="Mode">{mode ?? 'not known yet'}</Fact>
      <Fact name="Gepetto says">
        {status === null ? (
          'nothing yet'
        ) : (
          <code className="wrap-break-word font-mono">{status}</code>
        )}
      </Fact>
      <Fact name="Created">
        <When at={createdAt} />
      </Fact>
      {settledAt !== null && (
        <Fact name="Settled">
          <When at={settledAt} />
        </Fact>
      )}
      <Fact name={took}>
        <Elapsed from={createdAt} to={settledAt} now={now} />
      </Fact>
      {checkedAt !== null && (
        <Fact name="Last asked">
          <Ago at={checkedAt} now={now} />
        </Fact>
      )}
      {nextCheckAt !== null && (
        <Fact name="Next ask">
          <NextAsk at={nextCheckAt} now={now} />
        </Fact>
      )}
      {job.archived && <Fact name="Kept in">Archive</Fact>}
      <Fact name="Id">
        <JobId id={job.id} />
      </Fact>
    </dl>
  );
}
