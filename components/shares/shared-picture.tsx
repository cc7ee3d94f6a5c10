import { useTranslations } from 'next-intl';
import { pictureAlt } from '@/components/jobs/job-name';
import { PendingNote } from '@/components/results/pending-note';
import { ResultPicture } from '@/components/results/result-picture';
import { ofShare, sourcesOf } from '@/components/results/sources';
import { useComparisonTexts } from '@/components/results/texts';
import type { Comparison } from '@/components/ui/preference-cookies';
import { WhileOnline } from '@/components/ui/while-online';
import type { PublicItem } from '@/lib/shares';

type Props = { job: PublicItem; token: string; now: number; comparison: Comparison };

/** The width of the shared page. */
const SIZES = '(min-width: 72rem) 68rem, (min-width: 40rem) calc(100vw - 4rem), calc(100vw - 2rem)';

/** The shared result, or its place while there is none. */
export function SharedPicture({ job, token, now, comparison }: Props) {
  const t = useTranslations('shares.page');
  const tPicture = useTranslations('common.picture');
  const tJob = useTranslations('jobs.picture');
  const texts = useComparisonTexts();
  const expired = job.result?.state === 'expired';
  if (expired || (job.state !== 'pending' && !job.hasPicture)) {
    return (
      <p className="grid aspect-3/2 place-content-center rounded-print border border-line bg-panel p-6 text-center text-muted">
        {job.state === 'failed' ? t('failed') : t('none')}
      </p>
    );
  }
  const path = ofShare(token);
  const alt = pictureAlt({ mode: job.mode, label: null }, tPicture);
  const note = (phase: 'waiting' | 'arriving') => {
    const pending = { phase, createdAt: job.createdAt, now, troubled: false };
    return (
      <WhileOnline otherwise={<PendingNote {...pending} offline={tJob('offline')} />}>
        <PendingNote {...pending} />
      </WhileOnline>
    );
  };
  return (
    <ResultPicture
      job={{ state: job.state, hasPicture: job.hasPicture, result: job.result }}
      output={sourcesOf(job.result, path)}
      input={job.hasInput ? path({ of: 'input' }) : null}
      alts={{
        result: alt,
        before: tPicture('beforeAlt', { alt }),
        after: tPicture('afterAlt', { alt }),
      }}
      sizes={SIZES}
      comparison={comparison}
      below={10}
      texts={texts}
      notes={{ waiting: note('waiting'), arriving: note('arriving') }}
    />
  );
}
