'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { SharePanel } from '@/components/shares/share-panel';
import type { JobView } from '@/lib/jobs';
import type { ShareView } from '@/lib/shares';
import { EntryActions } from './job-actions';
import { jobAnnouncement } from './job-announcement';
import { JobDetails } from './job-details';
import { JobPicture } from './job-picture';
import { LabelEditor } from './label-editor';
import { LiveNote } from './live/live-status';
import { useLiveJobs } from './live/use-live-jobs';
import { PictureActions } from './picture-actions';
import { StatePanel } from './state-panel';
import { useTabSignal } from './use-tab-signal';

type Props = { rendered: JobView; shares: ShareView[]; now: number };

/** The status page from the job as the server rendered it, kept live for as long as it is pending. */
export function JobLive({ rendered, shares, now }: Props) {
  const { jobs, trouble } = useLiveJobs([rendered]);
  const job = jobs[0] ?? rendered;
  const said = jobAnnouncement(rendered.state, job.state);
  const ended = job.state === 'failed' || job.state === 'stalled';
  // As rendered: a job that fails while one looks on may have a link made meanwhile, to be revoked.
  const shareable = rendered.state !== 'failed' || shares.length > 0;
  useTabSignal(job);
  return (
    <article className="flex flex-col gap-6">
      <p role="status" className="sr-only">
        {said}
      </p>
      <div className="flex flex-col items-start gap-2">
        <Link
          href="/jobs"
          className="-ml-1 inline-flex min-h-8 items-center gap-1.5 px-1 text-muted text-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          Jobs
        </Link>
        <LabelEditor job={job} />
      </div>
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-6">
          {/* Without a picture the reason comes first; beside a wait it is only a remark. */}
          {ended && <StatePanel job={job} now={now} />}
          <JobPicture job={job} now={now} fresh={said !== ''} />
          {!ended && <StatePanel job={job} now={now} />}
          <LiveNote trouble={trouble} />
        </div>
        <div className="flex flex-col gap-8">
          {job.hasPicture && <PictureActions jobId={job.id} />}
          <JobDetails job={job} now={now} />
          {shareable && (
            <section
              aria-labelledby="share"
              className="flex flex-col gap-3 border-line border-t pt-6"
            >
              <h2 id="share" className="font-semibold tracking-tight">
                Share
              </h2>
              <SharePanel jobId={job.id} initial={shares} />
            </section>
          )}
          <EntryActions job={job} />
        </div>
      </div>
    </article>
  );
}
