import { MAX_SEARCH_CHARACTERS } from './model';
import { historySelection } from './schemas';

/** A filter in the address of the history page that cannot be applied, and why. */
export type UnusableFilter = 'search_too_long' | 'search_unreadable' | 'mode';

/**
 * Finds a search or mode that `parseFilter` leaves out, so that the page can say so: without it the page would
 * show jobs as if they matched. Null if there is none.
 */
export function unusableFilter(
  params: Record<string, string | string[] | undefined>,
): UnusableFilter | null {
  const first = (name: string) => ([params[name]].flat()[0] ?? '').trim();
  const { q, mode } = historySelection.shape;
  const search = first('q');
  if (search !== '' && !q.safeParse(search).success) {
    return search.length > MAX_SEARCH_CHARACTERS ? 'search_too_long' : 'search_unreadable';
  }
  const ofMode = first('mode');
  return ofMode !== '' && !mode.safeParse(ofMode).success ? 'mode' : null;
}
