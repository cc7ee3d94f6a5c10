import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { getCatalogue } from './get';
import { type CatalogueItem, KNOWN_ITEMS, type ListName, readItems } from './model';

/** How long a page waits for a list that was never fetched, ms. The browser then asks for it. */
const PAGE_WAIT_MS = 400;

/** Choices, and whether Gepetto's list could not be read in time: they are then the documented ones. */
export type List = { items: readonly CatalogueItem[]; unread: boolean };

async function fetchedItems(ctx: Context, name: ListName): Promise<CatalogueItem[] | null> {
  const { body } = await getCatalogue(ctx, name);
  const items = readItems(body);
  return items.length > 0 ? items : null;
}

/**
 * One of Gepetto's lists as choices. Never throws: without the list there are the documented ids, and typing.
 * @param waitMs how long to wait for it
 */
export async function getList(
  ctx: Context,
  name: ListName,
  waitMs: number = PAGE_WAIT_MS,
): Promise<List> {
  const fetching = fetchedItems(ctx, name).catch(() => null);
  ctx.defer(fetching);
  const items = await Promise.race([fetching, sleep(waitMs, 'late' as const, { ref: false })]);
  return Array.isArray(items)
    ? { items, unread: false }
    : { items: KNOWN_ITEMS[name], unread: items === 'late' };
}

/**
 * The address of the picture that Gepetto gives of an item.
 * @throws AppError `not_found` without one, and what `getCatalogue` throws
 */
export async function getItemPicture(ctx: Context, name: ListName, id: string): Promise<string> {
  const { body } = await getCatalogue(ctx, name);
  const picture = readItems(body).find((item) => item.id === id)?.picture;
  if (picture) return picture;
  throw new AppError('not_found', 'Gepetto gives no picture of this item.');
}
