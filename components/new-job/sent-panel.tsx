'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { CSSProperties } from 'react';
import { JobCard } from '@/components/jobs/job-card';
import { LiveStatus } from '@/components/jobs/use-live-jobs';
import { useErrorMessage } from '@/components/layout/use-action';
import { SubmissionCard } from '@/components/submissions/submission-card';
import { useStartedJobs } from '@/components/submissions/use-started-jobs';
import { useSubmissions } from '@/components/submissions/use-submissions';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { ErrorMessage } from '@/components/ui/feedback';
import { ViewerHost } from '@/components/viewer/viewer-host';
import { frameRatio, pictureRatio, shares, sizesOf } from '@/components/wall/layout';
import type { SubmissionView } from '@/lib/submissions';
import '@/components/wall/wall.css';
import type { Sent } from './sent';
import { SentProgress } from './sent-progress';

type Props = {
  sent: Sent;
  /** Opens an empty form, and one with what was sent. */
  onNew: () => void;
  onChange: (() => void) | null;
};

const pathOf = ({ kind, id }: Sent) =>
  kind === 'batch'
    ? `/api/submissions?${new URLSearchParams({ batchId: id })}`
    : `/api/submissions/${encodeURIComponent(id)}`;

/** What was started: how much of it has been sent, and the pictures as they come. */
export function SentPanel({ sent, onNew, onChange }: Props) {
  const t = useTranslations('sent');
  const describeError = useErrorMessage();
  const { submissions, trouble, replace } = useSubmissions(pathOf(sent), null);
  // The list begins with the newest.
  const all = submissions?.toReversed() ?? [];
  const ids = all.map(({ jobId }) => jobId).filter((id) => id !== null);
  const { jobs, live, now } = useStartedJobs(ids);
  const list = ids.map((id) => jobs.get(id)).filter((job) => job !== undefined);
  const others = all.filter(({ jobId }) => jobId === null || !jobs.has(jobId));
  const frames = list.map((job) => frameRatio(pictureRatio(job)));
  const parts = shares(frames, 2);

  return (
    <section aria-label={t('label')} className="flex flex-col gap-6">
      <SentProgress submissions={submissions} onChange={replace} />
      {trouble && <ErrorMessage message={describeError(trouble)} />}
      <LiveStatus live={live} />
      {others.length > 0 && (
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {others.map((submission: SubmissionView) => (
            <li key={submission.id}>
              <SubmissionCard submission={submission} onChange={replace} />
            </li>
          ))}
        </ul>
      )}
      {list.length > 0 && (
        <div className="wall">
          <ul className="wall-rows" data-density={list.length > 1 ? 'medium' : 'large'}>
            {list.map((job, index) => {
              const frame = frames[index] ?? 1;
              const share = list.length > 1 ? (parts[index] ?? 1) : 1;
              const sizes = sizesOf(frame, share, list.length > 1 ? 'medium' : 'large');
              return (
                <li key={job.id} style={{ '--ratio': frame, '--share': share } as CSSProperties}>
                  <JobCard
                    job={job}
                    now={now}
                    place={{ frame, sizes, lazy: index > 5, first: false }}
                  />
                </li>
              );
            })}
          </ul>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={onNew}>
          {t('another')}
        </Button>
        {onChange && <Button onClick={onChange}>{t('again')}</Button>}
        <Link href="/jobs" className={buttonClass()}>
          {t('history')}
        </Link>
      </div>
      <ViewerHost jobs={list} now={now} />
    </section>
  );
}
