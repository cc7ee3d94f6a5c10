const NAME = 'data-without-before';

const itemOf = (image: HTMLElement) => image.closest<HTMLElement>('.shared-item');

const choose = (item: HTMLElement, way: string) => {
  const radio = item.querySelector<HTMLInputElement>(`[data-way] > [value="${way}"]`);
  if (radio) radio.checked = true;
};

/** Whether a result of the page is shown alone, because the picture before cannot be loaded. */
export const isWithoutBefore = (image: HTMLElement): boolean =>
  itemOf(image)?.hasAttribute(NAME) ?? false;

/** Shows the result alone: it is there, and only what it started from has gone from its place. */
export function hideBefore(before: HTMLImageElement): void {
  const item = itemOf(before);
  // What is not shown is loaded only if it is not lazy.
  before.loading = 'eager';
  if (!item || isWithoutBefore(before)) return;
  const chosen = item.querySelector<HTMLInputElement>('[data-way] > :checked');
  item.setAttribute(NAME, chosen?.value ?? '');
  choose(item, 'after');
}

/** Compares it again as before. */
export function showBefore(before: HTMLImageElement): void {
  const item = itemOf(before);
  const way = item?.getAttribute(NAME);
  if (!item || way == null) return;
  item.removeAttribute(NAME);
  choose(item, way);
}
