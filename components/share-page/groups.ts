import type { PublicItem } from '@/lib/shares';

export type Group = { photo: number | null; items: PublicItem[] };

/**
 * The results of a link in their order, by photo: those that follow each other and started from the same photo belong
 * together. Only if there are several from one photo is there anything to tell.
 */
export function groupsOf(items: PublicItem[]): Group[] {
  const groups: Group[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.photo === item.group) last.items.push(item);
    else groups.push({ photo: item.group, items: [item] });
  }
  const tells = groups.some(({ photo, items: own }) => photo !== null && own.length > 1);
  return tells ? groups : [{ photo: null, items }];
}
