import { MAX_COUNTED_RESULTS } from '@/lib/photos/model';

/** A number of results as people see it: "7", "99+". */
export const countText = (count: number): string =>
  count < MAX_COUNTED_RESULTS ? `${count}` : `${MAX_COUNTED_RESULTS - 1}+`;
