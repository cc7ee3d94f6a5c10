import { Pause, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Compare } from '@/components/ui/compare';
import { useConnection } from '@/components/ui/connection';
import { Picture } from '@/components/ui/picture';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import { pictureAlt } from './job-name';
import { PendingPicture } from './pending-picture';

type Props = { job: JobView; now: number; fresh: boolean };

const NO_PICTURE = {
  failed: 'failed',
  succeeded: 'unreadable',
  stalled: 'none',
  pending: 'none',
} as const;

/** For a failed or stalled job, and a success without a picture: the input picture if known, otherwise a placeholder. */
function WithoutPicture({ job }: { job: JobView }) {
  const t = useTranslations('jobs.picture');
  if (job.hasInput) {
    return (
      <figure className="flex flex-col gap-2">
        <Picture
          src={jobPicturePath(job.id, { of: 'input' })}
          alt={t('input')}
          className="h-auto w-full rounded-print opacity-60 grayscale"
        />
        <figcaption className="text-muted text-sm">{t('input')}</figcaption>
      </figure>
    );
  }
  const Icon = job.state === 'failed' ? X : Pause;
  return (
    <div className="grid aspect-3/2 place-content-center justify-items-center gap-3 rounded-print border border-line bg-panel text-muted">
      <Icon aria-hidden className="size-6" />
      <p>{t(NO_PICTURE[job.state])}</p>
    </div>
  );
}

/** The job's picture at full width, compared with its input if that is known. */
export function JobPicture({ job, now, fresh }: Props) {
  const { online } = useConnection();
  const tJob = useTranslations('jobs.picture');
  const t = useTranslations('common.picture');
  const input = job.hasInput ? jobPicturePath(job.id, { of: 'input' }) : null;
  if (job.state !== 'pending' && !job.hasPicture) return <WithoutPicture job={job} />;
  if (!job.hasPicture) {
    return (
      <PendingPicture
        input={input}
        createdAt={job.createdAt}
        now={now}
        troubled={job.trouble !== null}
        offline={online ? null : tJob('offline')}
      />
    );
  }
  const output = jobPicturePath(job.id, { of: 'output' });
  return (
    <div className={`overflow-hidden rounded-print shadow-print ${fresh ? 'animate-appear' : ''}`}>
      {input ? (
        <Compare before={input} after={output} alt={pictureAlt(job, t)} />
      ) : (
        <Picture src={output} alt={pictureAlt(job, t)} className="h-auto w-full" />
      )}
    </div>
  );
}
