'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LinkPending } from '@/components/layout/nav-link';
import { ErrorMessage } from '@/components/ui/feedback';
import { RelativeTime } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { jobPath } from '@/lib/paths';
import { useNewsInTab } from './browser-news';
import { CardMenu } from './card-menu';
import { isolatedName, jobAnnouncement, jobName } from './job-name';
import { JobThumb } from './job-thumb';
import { useNotifications } from './notify-button';
import { StateBadge } from './state-badge';
import { useArchive } from './use-archive';
import { useFreshPage } from './use-fresh-page';
import { LiveStatus, useLiveJobs } from './use-live-jobs';

type JobCardProps = {
  job: JobView;
  /** The server's time at rendering, ms UTC. */
  now: number;
  lazy: boolean;
  /** Whether the picture has arrived since the page was rendered. */
  fresh: boolean;
};

/** One job in the history: picture, name, state and menu. */
export function JobCard({ job, now, lazy, fresh }: JobCardProps) {
  const archive = useArchive(job);
  return (
    <article className="group relative flex flex-col gap-3">
      <JobThumb job={job} now={now} lazy={lazy} fresh={fresh} />
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2
            dir="auto"
            className={`truncate font-medium ${job.label ? '' : 'font-mono text-sm leading-6'}`}
          >
            <Link
              href={jobPath(job.id)}
              // Prefetching would load two dozen status pages for every page of the history.
              prefetch={false}
              title={job.label ?? job.id}
              className="outline-offset-4 after:absolute after:inset-0 group-hover:text-accent"
            >
              {jobName(job)}
              <LinkPending />
            </Link>
          </h2>
          <p className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
            <StateBadge state={job.state} />
            {job.mode && <span>{job.mode}</span>}
            <RelativeTime at={job.addedAt} now={now} />
          </p>
        </div>
        <div className="relative z-10 -mt-1.5 -mr-2">
          <CardMenu job={job} archive={archive} />
        </div>
      </div>
      {/* Above the link that covers the card. */}
      <div className="relative z-10 empty:hidden">
        <ErrorMessage message={archive.error} />
      </div>
    </article>
  );
}

/** One page of the history as a grid of cards; pending jobs update by themselves. */
export function JobGrid({ rendered, now }: { rendered: JobView[]; now: number }) {
  const t = useTranslations('jobs.state');
  const live = useLiveJobs(rendered, now);
  const jobs = live.jobs.filter(({ id }) => !live.removed.has(id));
  useFreshPage();
  useNotifications(rendered, jobs);
  const before = new Map(rendered.map(({ id, state }) => [id, state]));
  const news = jobs.filter((job) => jobAnnouncement(before.get(job.id) ?? job.state, job.state));
  useNewsInTab(news);
  return (
    <>
      <div className="mb-6 has-[p:empty]:hidden">
        <LiveStatus live={live.live} />
      </div>
      <p role="status" className="sr-only">
        {news.map((job) => `${isolatedName(job)}: ${t(job.state)}`).join('. ')}
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
