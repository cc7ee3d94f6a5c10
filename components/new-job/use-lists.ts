'use client';

import useSWR from 'swr';
import { request } from '@/components/api-client';
import type { List } from '@/lib/catalogue';
import { type CatalogueItem, KNOWN_ITEMS, type ListName, readItems } from '@/lib/catalogue/model';
import { type ModeName, modeRow } from '@/lib/submissions/modes';
import type { Lists } from './list-field';

async function fetchItems(path: string): Promise<CatalogueItem[]> {
  const response = await request(path);
  return response.ok ? readItems(await response.text()) : [];
}

/** A list as the server had it; what it could not read in time is asked for once more. */
function useItems(name: ListName, { items, unread }: List): readonly CatalogueItem[] {
  const { data = [] } = useSWR(unread ? `/v1/${name}` : null, fetchItems, {
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  });
  return data.length > 0 ? data : items;
}

/**
 * Gepetto's lists of styles, rooms and skies.
 * @param mode the list of skies is asked for once a mode needs it
 */
export function useLists(
  rendered: Readonly<Record<'styles' | 'rooms', List>>,
  mode: ModeName | null,
): Lists {
  const needsSky = mode !== null && modeRow(mode).fields.some(({ kind }) => kind === 'sky');
  return {
    styles: useItems('styles', rendered.styles),
    rooms: useItems('rooms', rendered.rooms),
    skies: useItems('skies', { items: KNOWN_ITEMS.skies, unread: needsSky }),
  };
}
