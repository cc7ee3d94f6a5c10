import { useTranslations } from 'next-intl';
import { pictureAlt } from '@/components/jobs/job-name';
import { PendingPicture } from '@/components/jobs/pending-picture';
import { Compare } from '@/components/ui/compare';
import { Picture } from '@/components/ui/picture';
import { WhileOnline } from '@/components/ui/while-online';
import { sharedPicturePath } from '@/lib/paths';
import type { SharedJob } from '@/lib/shares';

type Props = { job: SharedJob; token: string; now: number };

/** The shared result, or a placeholder while there is none. */
export function SharedPicture({ job, token, now }: Props) {
  const t = useTranslations('shares.page');
  const tPicture = useTranslations('common.picture');
  const tJob = useTranslations('jobs.picture');
  const input = job.hasInput ? sharedPicturePath(token, { of: 'input' }) : null;
  if (job.state === 'pending') {
    const pending = { input, createdAt: job.createdAt, now, troubled: false };
    return (
      <WhileOnline otherwise={<PendingPicture {...pending} offline={tJob('offline')} />}>
        <PendingPicture {...pending} />
      </WhileOnline>
    );
  }
  if (!job.hasPicture) {
    return (
      <p className="grid aspect-3/2 place-content-center rounded-print border border-line bg-panel p-6 text-center text-muted">
        {job.state === 'failed' ? t('failed') : t('none')}
      </p>
    );
  }
  const output = sharedPicturePath(token, { of: 'output' });
  const alt = pictureAlt({ mode: job.mode, label: null }, tPicture);
  return (
    <div className="overflow-hidden rounded-print shadow-print">
      {input ? (
        <Compare before={input} after={output} alt={alt} />
      ) : (
        <Picture src={output} alt={alt} className="h-auto w-full" />
      )}
    </div>
  );
}
