import type { Route } from 'next';
import type { HistoryFilter } from '@/lib/jobs';

/** What of a filter a person chooses. */
export type Choice = Pick<HistoryFilter, 'state' | 'mode' | 'q' | 'archived'>;

/** The address of the history with a filter, from an opaque cursor on; what is not chosen is left out. */
export function historyHref({ state, mode, q, archived }: Choice, after?: string): Route {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (mode) query.set('mode', mode);
  if (q) query.set('q', q);
  if (archived) query.set('archived', '1');
  if (after) query.set('after', after);
  return (query.size > 0 ? `/jobs?${query}` : '/jobs') as Route;
}

/** Whether anything is chosen that could hide a job. */
export function isFiltered({ state, mode, q, archived }: Choice): boolean {
  return Boolean(state || mode || q || archived);
}
