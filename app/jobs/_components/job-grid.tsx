'use client';

import { jobName } from '@/app/_ui/job-name';
import { LiveNote } from '@/app/_ui/live/live-note';
import { useLiveJobs } from '@/app/_ui/live/use-live-jobs';
import { jobAnnouncement } from '@/app/_ui/spoken-state';
import type { JobView } from '@/lib/jobs';
import { JobCard } from './job-card';

/** The pictures of a page of the history; the pending ones turn into pictures by themselves. */
export function JobGrid({ rendered, now }: { rendered: JobView[]; now: number }) {
  const { jobs, trouble } = useLiveJobs(rendered);
  const before = new Map(rendered.map(({ id, state }) => [id, state]));
  const news = jobs.filter((job) => jobAnnouncement(before.get(job.id) ?? job.state, job.state));
  return (
    <>
      <div className="mb-6 has-[p:empty]:hidden">
        <LiveNote trouble={trouble} />
      </div>
      <p role="status" className="sr-only">
        {news.map((job) => `${jobName(job)}: ${job.state}`).join('. ')}
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
