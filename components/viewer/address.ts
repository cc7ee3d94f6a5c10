'use client';

import { useSearchParams } from 'next/navigation';

/** The parameter of a page that names the job whose picture is open. */
const PARAMETER = 'view';

/** What the history keeps of an entry that the viewer has made: Back closes it then. */
type Entry = { viewer?: true } | null;

function pathWith(id: string | null): string {
  const url = new URL(location.href);
  if (id === null) url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, id);
  return `${url.pathname}${url.search}`;
}

/** The job whose picture is open, according to the page's address. */
export function useViewedId(): string | null {
  return useSearchParams().get(PARAMETER) || null;
}

/** Opens the viewer of the page, see `ViewerHost`. Next follows changes of the browser's history. */
export function openViewer(id: string): void {
  history.pushState({ viewer: true }, '', pathWith(id));
}

/** Names another picture in the address of the open viewer. */
export function moveViewer(id: string): void {
  const entry = history.state as Entry;
  history.replaceState(entry?.viewer ? { viewer: true } : null, '', pathWith(id));
}

/** Closes the viewer as Back does; one that was opened by its address leaves no entry behind. */
export function closeViewer(): void {
  if ((history.state as Entry)?.viewer) history.back();
  else history.replaceState(null, '', pathWith(null));
}
