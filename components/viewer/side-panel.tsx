'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { AgainLinks } from '@/components/jobs/again';
import { JobDetails } from '@/components/jobs/job-details';
import { DownloadForm } from '@/components/results/download-form';
import { JobShares } from '@/components/shares/job-shares';
import { IconButton } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import type { JobView } from '@/lib/jobs';
import { jobPath } from '@/lib/paths';
import { keepFieldKeys } from './keys';

export type Panel = 'again' | 'download' | 'share' | 'info';

type Props = { panel: Panel; job: JobView; now: number; onClose: () => void };

/** Beside the picture, on a phone over it: what is known of the job, its downloads or its links. */
export function SidePanel({ panel, job, now, onClose }: Props) {
  const t = useTranslations('viewer');
  const tAgain = useTranslations('jobs.again');
  const titles = {
    again: tAgain('title'),
    download: t('download.title'),
    share: t('share'),
    info: t('info'),
  };
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [panel]);
  return (
    <section
      data-viewer-panel
      aria-labelledby="viewer-panel"
      onKeyDown={keepFieldKeys}
      className="absolute right-0 bottom-0 z-10 flex w-80 flex-col gap-4 overflow-y-auto overscroll-contain border-line bg-panel p-5 max-sm:inset-x-0 max-sm:max-h-[70dvh] max-sm:w-full max-sm:rounded-t-panel max-sm:border-t sm:top-14 sm:rounded-tl-panel sm:border-l"
    >
      <div className="flex items-center justify-between">
        <h2
          ref={heading}
          id="viewer-panel"
          tabIndex={-1}
          className="font-semibold tracking-tight outline-none"
        >
          {titles[panel]}
        </h2>
        <IconButton name={t('closePanel')} onClick={onClose} className="-mr-2">
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
      {panel === 'again' && <AgainLinks key={job.id} job={job} />}
      {panel === 'download' && <DownloadForm key={job.id} job={job} />}
      {panel === 'share' && <JobShares key={job.id} jobId={job.id} />}
      {panel === 'info' && (
        <>
          <JobDetails job={job} now={now} />
          <Link href={jobPath(job.id)} className={buttonClass()}>
            {t('open')}
          </Link>
        </>
      )}
    </section>
  );
}
