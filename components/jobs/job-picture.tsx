import { Maximize2, Pause, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { PendingNote } from '@/components/results/pending-note';
import { PictureFrame } from '@/components/results/picture-frame';
import { ResultPicture } from '@/components/results/result-picture';
import { ofJob, sourcesOf } from '@/components/results/sources';
import { useComparisonTexts } from '@/components/results/texts';
import { useConnection } from '@/components/ui/connection';
import type { Comparison } from '@/components/ui/preference-cookies';
import { OpenViewer } from '@/components/viewer/open-viewer';
import type { JobView } from '@/lib/jobs';
import { pictureAlt } from './job-name';

const NO_PICTURE = {
  failed: 'failed',
  succeeded: 'unreadable',
  stalled: 'none',
  pending: 'none',
} as const;

/** The page's header and what is around the picture, rem: a picture is seen whole without scrolling. */
const BELOW_REM = 8;

/** The width of the status page's first column. */
const SIZES =
  '(min-width: 88rem) 61rem, (min-width: 64rem) calc(100vw - 27rem), (min-width: 40rem) calc(100vw - 4rem), calc(100vw - 2rem)';

/** For a failed or stalled job, and a success without a picture: the input picture if known, otherwise a placeholder. */
function WithoutPicture({ job }: { job: JobView }) {
  const t = useTranslations('jobs.picture');
  const tWall = useTranslations('wall.card');
  const expired = job.result?.state === 'expired';
  const input = job.hasInput ? ofJob(job.id)({ of: 'input' }) : null;
  const Icon = job.state === 'failed' ? X : Pause;
  return (
    <PictureFrame
      ratio={3 / 2}
      below={BELOW_REM}
      hint={{ thumbHash: null, input: null }}
      waiting={false}
      note={
        !input && (
          <p className="grid justify-items-center gap-3 text-muted">
            <Icon aria-hidden className="size-6" />
            {expired ? tWall('expired') : t(NO_PICTURE[job.state])}
          </p>
        )
      }
    >
      {input && (
        <figure className="size-full">
          <img
            src={input}
            alt={t('input')}
            decoding="async"
            className="size-full object-contain opacity-60 grayscale"
          />
          <figcaption className="absolute bottom-3 left-3 mr-3 rounded-control bg-panel px-3 py-1 text-sm">
            {expired ? tWall('expired') : t('input')}
          </figcaption>
        </figure>
      )}
    </PictureFrame>
  );
}

type Props = { job: JobView; now: number; comparison: Comparison };

/** The job's picture at full width, compared with its input if that is known. */
export function JobPicture({ job, now, comparison }: Props) {
  const { online } = useConnection();
  const tViewer = useTranslations('viewer');
  const tJob = useTranslations('jobs.picture');
  const t = useTranslations('common.picture');
  const texts = useComparisonTexts();
  const expired = job.result?.state === 'expired';
  if (expired || (job.state !== 'pending' && !job.hasPicture)) return <WithoutPicture job={job} />;
  const path = ofJob(job.id);
  const alt = pictureAlt(job, t);
  const pending = {
    createdAt: job.createdAt,
    now,
    troubled: job.trouble !== null,
    offline: online ? null : tJob('offline'),
  };
  return (
    <ResultPicture
      job={job}
      output={sourcesOf(job.result, path)}
      input={job.hasInput ? path({ of: 'input' }) : null}
      alts={{ result: alt, before: t('beforeAlt', { alt }), after: t('afterAlt', { alt }) }}
      sizes={SIZES}
      comparison={comparison}
      controls={
        <OpenViewer
          jobId={job.id}
          aria-label={tViewer('view')}
          data-tooltip={tViewer('view')}
          className="absolute right-3 bottom-3 z-10 grid size-10 place-items-center rounded-full bg-black/65 text-white print:hidden"
        >
          <Maximize2 aria-hidden className="size-4" />
        </OpenViewer>
      }
      below={BELOW_REM}
      texts={texts}
      notes={{
        waiting: <PendingNote phase="waiting" {...pending} />,
        arriving: <PendingNote phase="arriving" {...pending} />,
      }}
    />
  );
}
