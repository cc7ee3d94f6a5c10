import type { Route } from 'next';
import type { HistoryFilter } from '@/lib/jobs';

/** What of a filter a person chooses. */
export type Choice = Pick<HistoryFilter, 'state' | 'mode' | 'q' | 'archived'>;

/** A filter as search parameters; what is not chosen is left out. */
function queryOf({ state, mode, q, archived }: Choice): URLSearchParams {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (mode) query.set('mode', mode);
  if (q) query.set('q', q);
  if (archived) query.set('archived', '1');
  return query;
}

/** The address of the history with a filter, from an opaque cursor on. */
export function historyHref(choice: Choice, after?: string): Route {
  const query = queryOf(choice);
  if (after) query.set('after', after);
  return (query.size > 0 ? `/jobs?${query}` : '/jobs') as Route;
}

/** Where the history with a filter is to be had as a file. */
export function exportHref(choice: Choice, format: 'csv' | 'jsonl'): string {
  const query = queryOf(choice);
  query.set('format', format);
  return `/api/jobs/export?${query}`;
}

/** Whether anything is chosen that could hide a job. */
export function isFiltered({ state, mode, q, archived }: Choice): boolean {
  return Boolean(state || mode || q || archived);
}
