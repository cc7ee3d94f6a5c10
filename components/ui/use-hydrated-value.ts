'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * What only the browser knows; `before` until the page has come alive there, so that its first render
 * is the same as the server's. `read` must give the same value each time.
 */
export function useHydratedValue<T>(read: () => T, before: T): T {
  return useSyncExternalStore(never, read, () => before);
}
