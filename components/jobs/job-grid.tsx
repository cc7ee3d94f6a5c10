'use client';

import { useTranslations } from 'next-intl';
import type { CSSProperties } from 'react';
import { ViewerHost } from '@/components/viewer/viewer-host';
import { useDensity } from '@/components/wall/density';
import { frameRatio, PHONE_COLUMNS, pictureRatio, shares, sizesOf } from '@/components/wall/layout';
import { SelectionBar } from '@/components/wall/selection-bar';
import { liveCounts, StateStrip } from '@/components/wall/state-strip';
import '@/components/wall/wall.css';
import type { Density } from '@/components/ui/preference-cookies';
import type { HistoryFilter, JobView, StateCounts } from '@/lib/jobs';
import type { FeedbackCounts } from '@/lib/shares/model';
import { useNewsInTab } from './browser-news';
import { isSelectable, JobCard } from './job-card';
import { isolatedName, jobAnnouncement } from './job-name';
import { useNotifications } from './notify-button';
import { useFreshPage } from './use-fresh-page';
import { LiveStatus, useLiveJobs } from './use-live-jobs';

/** Pictures that are in the first screen of most windows: these do not wait for the layout. */
const EAGER = 6;

type Props = {
  rendered: JobView[];
  /** The server's time at rendering, ms UTC. */
  now: number;
  density: Density;
  counts: StateCounts;
  filter: Pick<HistoryFilter, 'state'>;
  /** What clients said of the jobs that are shared, by the id of the job. */
  said: Record<string, FeedbackCounts>;
};

/** One page of the history as a wall of pictures; pending jobs update by themselves. */
export function JobGrid({ rendered, now, density: initial, counts, filter, said }: Props) {
  const t = useTranslations('jobs.state');
  const density = useDensity(initial);
  const live = useLiveJobs(rendered, now);
  const jobs = live.jobs.filter(({ id }) => !live.removed.has(id));
  useFreshPage();
  useNotifications(rendered, jobs);
  const before = new Map(rendered.map((job) => [job.id, job]));
  const news = jobs.filter((job) =>
    jobAnnouncement(before.get(job.id)?.state ?? job.state, job.state),
  );
  useNewsInTab(news);
  // Frames keep the size that they were rendered with: a picture that comes later moves nothing.
  const frames = jobs.map((job) => frameRatio(pictureRatio(before.get(job.id) ?? job)));
  const parts = shares(frames, PHONE_COLUMNS[density]);
  return (
    <>
      <StateStrip counts={liveCounts(counts, rendered, live.jobs, live.removed)} filter={filter} />
      <div className="mb-3 has-[p:empty]:hidden">
        <LiveStatus live={live.live} />
      </div>
      <p role="status" className="sr-only">
        {news.map((job) => `${isolatedName(job)}: ${t(job.state)}`).join('. ')}
      </p>
      <div className="wall">
        <ul className="wall-rows" data-density={density}>
          {jobs.map((job, index) => {
            const frame = frames[index] ?? 1;
            const share = parts[index] ?? 1;
            const sizes = sizesOf(frame, share, density);
            const place = { frame, sizes, lazy: index >= EAGER, first: index < 2 };
            return (
              <li key={job.id} style={{ '--ratio': frame, '--share': share } as CSSProperties}>
                <JobCard job={job} now={now} place={place} said={said[job.id]} />
              </li>
            );
          })}
        </ul>
      </div>
      <SelectionBar selectable={jobs.filter(isSelectable).map(({ id }) => id)} />
      <ViewerHost jobs={jobs} now={now} />
    </>
  );
}
