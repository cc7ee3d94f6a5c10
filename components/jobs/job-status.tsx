'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import { type LinksPage, SharePanel } from '@/components/shares/share-panel';
import type { Comparison } from '@/components/ui/preference-cookies';
import { ViewerHost } from '@/components/viewer/viewer-host';
import type { JobView } from '@/lib/jobs';
import { AgainLinks } from './again';
import { stateIcon, tabTitle } from './browser-tab';
import { JobActions, PictureActions } from './job-actions';
import { JobDetails } from './job-details';
import { jobAnnouncement } from './job-name';
import { JobPicture } from './job-picture';
import { LabelEditor } from './label-editor';
import { NotifyButton, useNotifications } from './notify-button';
import { RemovedJob } from './removed-job';
import { StatePanel } from './state-panel';
import { useFreshPage } from './use-fresh-page';
import { LiveStatus, useLiveJobs } from './use-live-jobs';

/** Keeps the tab's title and icon in step with the job's state; null leaves them alone. */
function useTabSignal(job: JobView | null): void {
  const t = useTranslations('jobs.state');
  const title = job && `${tabTitle(job, t(job.state))} · Bottega`;
  const icon = job && stateIcon(job.state);
  useEffect(() => {
    if (title === null || icon === null) return;
    document.title = title;
    document.querySelector('link[rel="icon"]')?.setAttribute('href', icon);
  }, [title, icon]);
}

type Props = {
  rendered: JobView;
  shares: LinksPage;
  now: number;
  /** How the person compared before and after last. */
  comparison: Comparison;
  /** What follows the job on its page, unless it is removed meanwhile. */
  children: ReactNode;
};

/** The status page: starts from the job as the server rendered it and polls while it is pending. */
export function JobStatus({ rendered, shares, now, comparison, children }: Props) {
  const t = useTranslations('jobs');
  const tShares = useTranslations('links.panel');
  const { jobs, removed, forget, live } = useLiveJobs([rendered], now);
  const job = jobs[0] ?? rendered;
  const isRemoved = removed.has(job.id);
  useFreshPage({ id: job.id, onRemoved: forget });
  useNotifications([rendered], jobs);
  const announcement = jobAnnouncement(rendered.state, job.state);
  const withoutPicture = job.state === 'succeeded' && !job.hasPicture;
  const ended = job.state === 'failed' || job.state === 'stalled' || withoutPicture;
  // Uses the rendered state: a link created before the job failed must still be revocable.
  const shareable = rendered.state !== 'failed' || shares.shares.length > 0;
  useTabSignal(isRemoved ? null : job);
  if (isRemoved) return <RemovedJob job={job} />;
  return (
    <>
      <article className="flex flex-col gap-6">
        <p role="status" className="sr-only">
          {announcement && t(`announcement.${withoutPicture ? 'withoutPicture' : announcement}`)}
        </p>
        <div className="flex flex-col items-start gap-2">
          <Link
            href="/jobs"
            className="-ml-1 inline-flex min-h-8 items-center gap-1.5 px-1 text-muted text-sm hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t('page.title')}
          </Link>
          <LabelEditor job={job} />
        </div>
        <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex flex-col gap-6">
            {/* Above the picture for an ended job, where it is the main message; otherwise below. */}
            {ended && <StatePanel job={job} now={now} />}
            <JobPicture job={job} now={now} comparison={comparison} />
            {!ended && <StatePanel job={job} now={now} />}
            <LiveStatus live={live} />
            {/* Keeps its place when the picture comes: nothing moves then. */}
            {rendered.state === 'pending' && (
              <div className={job.state === 'pending' ? '' : 'invisible'}>
                <NotifyButton />
              </div>
            )}
          </div>
          <div className="flex flex-col gap-8">
            {(job.hasPicture || job.state === 'pending') && job.result?.state !== 'expired' && (
              <PictureActions job={job} />
            )}
            <AgainLinks job={job} />
            <JobDetails job={job} now={now} />
            {shareable && (
              <section
                aria-labelledby="share"
                className="flex flex-col gap-3 border-line border-t pt-6"
              >
                <h2 id="share" className="font-semibold tracking-tight">
                  {tShares('title')}
                </h2>
                <SharePanel jobId={job.id} initial={shares} />
              </section>
            )}
            <JobActions job={job} />
          </div>
        </div>
      </article>
      {children}
      <ViewerHost jobs={jobs} now={now} single />
    </>
  );
}
