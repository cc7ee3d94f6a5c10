'use client';

import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { callApi } from '@/components/api-client';
import { CursorPager } from '@/components/ui/cursor-pager';
import type { RunsPage, RunView } from '@/lib/recipes';
import { RunCard } from './run-card';

type Props = {
  initial: RunsPage;
  cursor: string | undefined;
  now: number;
};

/** How often runs are asked for while one of them goes on, ms. */
const OPEN_MS = 2_000;

export const RUNS = 'recipe-runs';

const isOpen = ({ state }: RunView) => state === 'running';

/** The runs of a user's recipes, kept up to date while one of them goes on. */
export function RunList({ initial, cursor, now }: Props) {
  const t = useTranslations('recipes.runs');
  const { data, mutate } = useSWR(
    [RUNS, cursor],
    () => callApi('GET /api/recipe-runs', { query: cursor === undefined ? {} : { cursor } }),
    {
      fallbackData: initial,
      revalidateOnMount: false,
      refreshInterval: (page) => (page?.runs.some(isOpen) ? OPEN_MS : 0),
    },
  );
  if (data.runs.length === 0) return <p className="text-muted text-sm">{t('none')}</p>;
  const replace = (changed: RunView) =>
    mutate(
      (page) =>
        page && { ...page, runs: page.runs.map((run) => (run.id === changed.id ? changed : run)) },
    );
  return (
    <>
      <ul className="flex flex-col">
        {data.runs.map((run) => (
          <RunCard key={run.id} run={run} now={now} onChanged={replace} />
        ))}
      </ul>
      <CursorPager
        path="/recipes"
        query={{}}
        isFirst={cursor === undefined}
        next={data.nextCursor}
      />
    </>
  );
}
