import { ImageOff, Pause, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useConnection } from '@/components/ui/connection';
import { Picture } from '@/components/ui/picture';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import { pictureAlt } from './job-name';
import { PendingPicture } from './pending-picture';

type Props = { job: JobView; now: number; lazy: boolean; fresh: boolean };

function NoPicture({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex aspect-3/2 flex-col justify-end gap-2 rounded-print border border-line bg-panel p-4 text-muted text-sm">
      {icon}
      <p dir="auto" className="line-clamp-3">
        {children}
      </p>
    </div>
  );
}

/** A job's picture on its card, or a placeholder for a pending, failed or stalled job. */
export function JobThumb({ job, now, lazy, fresh }: Props) {
  const { online } = useConnection();
  const t = useTranslations('jobs.picture');
  const tPicture = useTranslations('common.picture');
  if (job.state === 'failed') {
    return (
      <NoPicture icon={<X aria-hidden className="size-5 text-danger" />}>
        {job.failure ?? t('failedNoReason')}
      </NoPicture>
    );
  }
  if (job.state === 'stalled') {
    return (
      <NoPicture icon={<Pause aria-hidden className="size-5 text-warn" />}>
        {t('stalled')}
      </NoPicture>
    );
  }
  if (job.state === 'succeeded' && !job.hasPicture) {
    return (
      <NoPicture icon={<ImageOff aria-hidden className="size-5" />}>{t('unreadable')}</NoPicture>
    );
  }
  if (!job.hasPicture) {
    const input = job.hasInput ? jobPicturePath(job.id, { of: 'input' }) : null;
    return (
      <PendingPicture
        input={input}
        createdAt={job.createdAt}
        now={now}
        troubled={job.trouble !== null}
        offline={online ? null : t('offline')}
      />
    );
  }
  return (
    <Picture
      src={jobPicturePath(job.id, { of: 'output' })}
      alt={pictureAlt(job, tPicture)}
      lazy={lazy}
      className={`aspect-3/2 w-full rounded-print object-cover shadow-print ${fresh ? 'animate-appear' : ''}`}
    />
  );
}
