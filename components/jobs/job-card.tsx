'use client';

import { Maximize2, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FeedbackMark } from '@/components/shares/feedback/feedback-mark';
import { ErrorMessage } from '@/components/ui/feedback';
import { OpenViewer } from '@/components/viewer/open-viewer';
import { Caption } from '@/components/wall/caption';
import { useCardName } from '@/components/wall/card-name';
import { CardNotice } from '@/components/wall/card-notice';
import type { Place } from '@/components/wall/framed-picture';
import { SelectBox } from '@/components/wall/select-box';
import { useSelection } from '@/components/wall/selection';
import type { JobView } from '@/lib/jobs';
import type { ResultProblem } from '@/lib/results/model';
import type { FeedbackCounts } from '@/lib/shares/model';
import { CardMenu } from './card-menu';
import { JobThumb, showsResult, withoutPicture } from './job-thumb';
import { useArchive } from './use-archive';

/** Says that the picture is not ours, and why; its status page has the sentence and a button that tries again. */
function NotCopied({ problem }: { problem: ResultProblem | null }) {
  const t = useTranslations('wall.card');
  const tResults = useTranslations('results');
  return (
    <p
      title={problem ? tResults(`problem.${problem}`) : tResults('failed')}
      className="flex items-center gap-1.5 rounded-full bg-panel px-2 py-0.5 font-medium text-warn text-xs"
    >
      <TriangleAlert aria-hidden className="size-3.5" />
      {t('notCopied')}
    </p>
  );
}

/** Opens the picture full screen. It looks like the menu beside it. */
function ViewButton({ job, name }: { job: JobView; name: string }) {
  const t = useTranslations('viewer');
  return (
    <OpenViewer
      jobId={job.id}
      aria-label={t('viewNamed', { name })}
      data-tooltip={t('view')}
      className="grid size-9 place-items-center rounded-full bg-black/55 text-white opacity-0 transition-opacity hover:bg-black/75 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100"
    >
      <Maximize2 aria-hidden className="size-4" />
    </OpenViewer>
  );
}

type Props = {
  job: JobView;
  /** The server's time at rendering, ms UTC. */
  now: number;
  place: Place;
  /** What clients said of it, if anything. */
  said?: FeedbackCounts | undefined;
};

/** Whether a job can be on a board: it has a result, or may still get one. */
export const isSelectable = (job: JobView) => !withoutPicture(job);

/** One job on the wall: its picture, a caption over it, a menu, and a badge where something is out of the ordinary. */
export function JobCard({ job, now, place, said }: Props) {
  const t = useTranslations('jobs.state');
  const archive = useArchive(job);
  const name = useCardName(job);
  const [missing, setMissing] = useState(false);
  const result = showsResult(job);
  const selecting = useSelection().on;
  return (
    <article
      // What cannot be selected is not opened by mistake.
      inert={selecting && !isSelectable(job)}
      className="inert:opacity-40 group @container relative grid rounded-print has-[h2_a:focus-visible]:outline-3 has-[h2_a:focus-visible]:outline-accent has-[h2_a:focus-visible]:outline-offset-1"
    >
      <JobThumb job={job} now={now} place={place} onMissing={setMissing} />
      <Caption job={job} now={now} onPicture={result && !missing} />
      {job.state === 'pending' && <span className="sr-only">{t('pending')}</span>}
      {withoutPicture(job) && <CardNotice job={job} />}
      <div className="z-2 col-start-1 row-start-1 m-1.5 flex flex-col items-start gap-1 self-start justify-self-start empty:hidden">
        {result && job.result?.state === 'failed' && <NotCopied problem={job.result.problem} />}
        {said && !selecting && !withoutPicture(job) && (
          <FeedbackMark jobId={job.id} counts={said} />
        )}
      </div>
      {selecting ? (
        isSelectable(job) && <SelectBox jobId={job.id} name={name} />
      ) : (
        <div className="z-10 col-start-1 row-start-1 m-1.5 flex gap-1 self-start justify-self-end @max-[6.5rem]:flex-col">
          {result && <ViewButton job={job} name={name} />}
          <CardMenu job={job} name={name} archive={archive} />
        </div>
      )}
      <div className="relative z-10 bg-wall py-1 empty:hidden">
        <ErrorMessage message={archive.error} />
      </div>
    </article>
  );
}
