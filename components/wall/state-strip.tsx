import { Pause, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { historyHref } from '@/components/jobs/history-links';
import type { HistoryFilter, JobView, StateCounts } from '@/lib/jobs';
import { MAX_COUNTED_JOBS } from '@/lib/jobs/model';

const PARTS = {
  pending: <span aria-hidden className="size-2 animate-breathe rounded-full bg-accent" />,
  failed: <X aria-hidden className="size-3.5 text-danger" strokeWidth={2.5} />,
  stalled: <Pause aria-hidden className="size-3.5 text-warn" strokeWidth={2.5} />,
};

type Part = keyof typeof PARTS;
const STATES = Object.keys(PARTS) as Part[];

const isCounted = (state: JobView['state']): state is Part => state in PARTS;

/**
 * The counts of now: those that the server rendered, and what has changed on the page since.
 * @param removed the ids of jobs that are no longer in the history
 */
export function liveCounts(
  counts: StateCounts,
  rendered: readonly JobView[],
  jobs: readonly JobView[],
  removed: ReadonlySet<string>,
): StateCounts {
  const live = { ...counts };
  const add = ({ state, archived }: JobView, by: 1 | -1) => {
    if (!archived && isCounted(state)) live[state] = Math.max(0, live[state] + by);
  };
  for (const job of rendered) add(job, -1);
  for (const job of jobs) if (!removed.has(job.id)) add(job, 1);
  return live;
}

const countText = (count: number) =>
  count < MAX_COUNTED_JOBS ? `${count}` : `${MAX_COUNTED_JOBS - 1}+`;

type Props = { counts: StateCounts; filter: Pick<HistoryFilter, 'state'> };

/** "3 in progress, 2 failed": each part shows those jobs. Nothing if there are none. */
export function StateStrip({ counts, filter }: Props) {
  const t = useTranslations('wall.strip');
  const current = filter.state;
  const shown = STATES.filter((state) => counts[state] > 0 || state === current);
  if (shown.length === 0) return null;
  return (
    <nav aria-label={t('label')} className="mb-2">
      <ul className="flex flex-wrap gap-x-1 text-sm">
        {shown.map((state) => (
          <li key={state}>
            <Link
              href={historyHref({ archived: false, state })}
              prefetch={false}
              aria-current={state === current || undefined}
              className="flex min-h-8 items-center gap-2 rounded-full px-2.5 first:-ml-2.5 hover:bg-sunken aria-current:bg-sunken"
            >
              {PARTS[state]}
              {t(state, { n: counts[state], count: countText(counts[state]) })}
            </Link>
          </li>
        ))}
        {current && (
          <li>
            <Link
              href="/jobs"
              prefetch={false}
              className="flex min-h-8 items-center px-2.5 text-accent underline underline-offset-4"
            >
              {t('all')}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
