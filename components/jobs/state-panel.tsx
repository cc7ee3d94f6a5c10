import type { ReactNode } from 'react';
import { RelativeTime } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { CheckNowButton } from './check-now-button';

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-3 rounded-panel border border-line bg-panel p-5">
      <h2 className="font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}

function Failed({ failure }: { failure: string | null }) {
  return (
    <Panel title="This job has failed">
      <p className="wrap-anywhere max-w-prose">
        {failure === null ? 'Gepetto gave no reason.' : `Gepetto says: ${failure}`}
      </p>
      <p className="max-w-prose text-muted text-sm">
        A failed job is final. Start a new one; if that fails too, check that Gepetto can open the
        address of the input picture.
      </p>
    </Panel>
  );
}

function Stalled({ id }: { id: string }) {
  return (
    <Panel title="No end after 24 hours">
      <p>
        Gepetto still calls this job pending, so it is no longer asked for by itself. It may never
        end.
      </p>
      <CheckNowButton jobId={id} />
    </Panel>
  );
}

function Troubled({ job, now }: { job: JobView & { trouble: object }; now: number }) {
  return (
    <Panel title="The last ask brought no answer">
      <p className="wrap-anywhere max-w-prose">{job.trouble.message}</p>
      <p className="max-w-prose text-muted text-sm">
        A refused ask is not a failed job. Last tried <RelativeTime at={job.trouble.at} now={now} />
        .
      </p>
      <CheckNowButton jobId={job.id} />
    </Panel>
  );
}

/** Explains a failed or stalled job, or a failed check, and offers what to do. Null for other jobs. */
export function StatePanel({ job, now }: { job: JobView; now: number }) {
  if (job.state === 'failed') return <Failed failure={job.failure} />;
  if (job.state === 'stalled') return <Stalled id={job.id} />;
  const { trouble } = job;
  return trouble && <Troubled job={{ ...job, trouble }} now={now} />;
}
