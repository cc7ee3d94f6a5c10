import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-class';
import type { HistoryFilter } from '@/lib/jobs';

/** The part of a filter that the user sets; the rest is the cursor. */
export type Choice = Pick<HistoryFilter, 'state' | 'mode' | 'q' | 'archived'> & {
  photo?: HistoryFilter['photo'];
};

/** A filter as search parameters, without the empty ones. */
function queryOf({ state, mode, q, archived, photo }: Choice): URLSearchParams {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (mode) query.set('mode', mode);
  if (q) query.set('q', q);
  if (photo) query.set('photo', photo);
  if (archived) query.set('archived', '1');
  return query;
}

/** The URL of the history with a filter, starting after an opaque cursor. */
export function historyHref(choice: Choice, after?: string): Route {
  const query = queryOf(choice);
  if (after) query.set('after', after);
  return (query.size > 0 ? `/jobs?${query}` : '/jobs') as Route;
}

/** The URL of the filtered history as a file. */
export function exportHref(choice: Choice, file: 'csv' | 'excel' | 'jsonl'): string {
  const query = queryOf(choice);
  query.set('format', file === 'excel' ? 'csv' : file);
  if (file === 'excel') query.set('for', file);
  return `/api/jobs/export?${query}`;
}

/** Whether the filter can hide jobs. */
export function isFiltered({ state, mode, q, archived, photo }: Choice): boolean {
  return Boolean(state || mode || q || archived || photo);
}

type PagerProps = { filter: Choice; next: string | null; first: boolean };

/** Links to the next page of older jobs and back to the first page. */
export function Pager({ filter, next, first }: PagerProps) {
  const t = useTranslations('jobs.pager');
  if (first && next === null) return null;
  return (
    <nav aria-label={t('label')} className="mt-14 flex gap-3 border-line border-t pt-6">
      {!first && (
        <Link href={historyHref(filter)} className={buttonClass()}>
          {t('newest')}
        </Link>
      )}
      {next !== null && (
        <Link href={historyHref(filter, next)} rel="next" className={buttonClass()}>
          {t('older')}
        </Link>
      )}
    </nav>
  );
}
