'use client';

import { useTranslations } from 'next-intl';
import type { JobView } from '@/lib/jobs';
import { jobAnnouncement } from './job-announcement';
import { JobCard } from './job-card';
import { jobName } from './job-name';
import { LiveStatus } from './live/live-status';
import { useLiveJobs } from './live/use-live-jobs';

/** One page of the history as a grid of cards; pending jobs update by themselves. */
export function JobGrid({ rendered, now }: { rendered: JobView[]; now: number }) {
  const t = useTranslations('jobs.state');
  const { jobs, trouble } = useLiveJobs(rendered);
  const before = new Map(rendered.map(({ id, state }) => [id, state]));
  const news = jobs.filter((job) => jobAnnouncement(before.get(job.id) ?? job.state, job.state));
  return (
    <>
      <div className="mb-6 has-[p:empty]:hidden">
        <LiveStatus trouble={trouble} />
      </div>
      <p role="status" className="sr-only">
        {news.map((job) => `${jobName(job)}: ${t(job.state)}`).join('. ')}
      </p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-x-8 gap-y-12">
        {jobs.map((job, index) => (
          <li key={job.id}>
            <JobCard job={job} now={now} lazy={index > 5} fresh={news.includes(job)} />
          </li>
        ))}
      </ul>
    </>
  );
}
