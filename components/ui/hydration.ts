'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { learnRenderedAt, serverNow } from './server-clock';

const never = () => () => {};

/**
 * A value that only the browser knows; `before` until hydration, so that the first render matches the
 * server's. `read` must return the same value each time.
 */
export function useHydratedValue<T>(read: () => T, before: T): T {
  return useSyncExternalStore(never, read, () => before);
}

/**
 * The server's current time (ms UTC), updated regularly. Whatever the reader's clock says does not matter.
 * @param initial the server's time at rendering, so that the first render is the same in the browser
 * @param everyMs the update interval; 0 disables updates
 */
export function useNow(initial: number, everyMs: number): number {
  const [now, setNow] = useState(initial);
  useEffect(() => learnRenderedAt(initial), [initial]);
  useEffect(() => {
    if (everyMs === 0) return;
    const tick = () => setNow(serverNow(initial));
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, initial]);
  return now;
}
