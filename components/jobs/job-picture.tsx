import { Pause, X } from 'lucide-react';
import { Compare } from '@/components/ui/compare';
import { Picture } from '@/components/ui/picture';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import { pictureAlt } from './job-name';
import { PendingPicture } from './pending-picture';

type Props = { job: JobView; now: number; fresh: boolean };

/** For a failed or stalled job: the input picture if known, otherwise a placeholder. */
function WithoutPicture({ job }: { job: JobView }) {
  if (job.hasInput) {
    return (
      <figure className="flex flex-col gap-2">
        <Picture
          src={jobPicturePath(job.id, { of: 'input' })}
          alt="What the job was given"
          className="h-auto w-full rounded-print opacity-60 grayscale"
        />
        <figcaption className="text-muted text-sm">What the job was given</figcaption>
      </figure>
    );
  }
  const Icon = job.state === 'failed' ? X : Pause;
  return (
    <div className="grid aspect-3/2 place-content-center justify-items-center gap-3 rounded-print border border-line bg-panel text-muted">
      <Icon aria-hidden className="size-6" />
      <p>{job.state === 'failed' ? 'No picture was made' : 'No picture yet'}</p>
    </div>
  );
}

/** The job's picture at full width, compared with its input if that is known. */
export function JobPicture({ job, now, fresh }: Props) {
  const input = job.hasInput ? jobPicturePath(job.id, { of: 'input' }) : null;
  if (job.state === 'failed' || job.state === 'stalled') return <WithoutPicture job={job} />;
  if (!job.hasPicture) {
    return (
      <PendingPicture
        input={input}
        createdAt={job.createdAt}
        now={now}
        troubled={job.trouble !== null}
      />
    );
  }
  const output = jobPicturePath(job.id, { of: 'output' });
  return (
    <div className={`overflow-hidden rounded-print shadow-print ${fresh ? 'animate-appear' : ''}`}>
      {input ? (
        <Compare before={input} after={output} alt={pictureAlt(job)} />
      ) : (
        <Picture src={output} alt={pictureAlt(job)} className="h-auto w-full" />
      )}
    </div>
  );
}
