'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * A value that only the browser knows; `before` until hydration, so that the first render matches the
 * server's. `read` must return the same value each time.
 */
export function useHydratedValue<T>(read: () => T, before: T): T {
  return useSyncExternalStore(never, read, () => before);
}
