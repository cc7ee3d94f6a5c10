/**
 * Where a key leads from the tab at `at` in a row of `count`, as the ARIA Authoring Practices have it
 * for tabs; undefined for every other key.
 */
export function nextTab(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at + count - 1) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
