'use client';

import { useEffect, useState } from 'react';

/**
 * The time (ms UTC), moving on by itself.
 * @param initial the server's time at rendering, so that the first render is the same in the browser
 * @param everyMs how often it moves; 0 for a clock that stands still
 */
export function useNow(initial: number, everyMs: number): number {
  const [now, setNow] = useState(initial);
  useEffect(() => {
    if (everyMs === 0) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
