import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useConnection } from '@/components/ui/connection';
import { CardNotice } from '@/components/wall/card-notice';
import { FramedPicture, type Place } from '@/components/wall/framed-picture';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import { pictureAlt } from './job-name';
import { PendingPicture } from './pending-picture';

type Props = {
  job: JobView;
  /** The server's time at rendering, ms UTC. */
  now: number;
  place: Place;
  /** Whether the picture has arrived since the page was rendered. */
  fresh: boolean;
};

/** Whether a card shows its job's result. */
export function showsResult({ state, hasPicture, result }: JobView): boolean {
  return state === 'succeeded' && hasPicture && result?.state !== 'expired';
}

function Content({ job, now, place }: Omit<Props, 'fresh'>) {
  const { online } = useConnection();
  const t = useTranslations('jobs.picture');
  const tPicture = useTranslations('common.picture');
  if (showsResult(job)) {
    return <FramedPicture job={job} alt={pictureAlt(job, tPicture)} place={place} />;
  }
  if (job.state !== 'pending') return <CardNotice job={job} />;
  return (
    <PendingPicture
      input={job.hasInput ? jobPicturePath(job.id, { of: 'input' }) : null}
      createdAt={job.createdAt}
      now={now}
      troubled={job.trouble !== null}
      offline={online ? null : t('offline')}
    />
  );
}

/** The frame of a card: its size does not change, whatever comes into it. */
export function JobThumb({ job, now, place, fresh }: Props) {
  return (
    <div
      className={clsx(
        'relative col-start-1 row-start-1 w-full overflow-hidden rounded-print bg-sunken',
        fresh && 'animate-appear',
      )}
      style={{ aspectRatio: place.frame }}
    >
      <Content job={job} now={now} place={place} />
    </div>
  );
}
