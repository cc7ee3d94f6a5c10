'use client';

import { useEffect, useRef } from 'react';
import { backgroundTimer } from './background-timer';
import { pollDelay } from './live-jobs';

type Poll = {
  /** What is requested; null for nothing. A new one is requested after the first interval. */
  path: string | null;
  /** The interval while the tab is visible, ms. */
  interval: () => number;
  /** Makes one request. Resolves to the wait before the next one after a failure, ms; null to stop. */
  request: (path: string, failures: number) => Promise<{ failed: boolean; waitMs?: number | null }>;
};

/**
 * Repeats a request: often while the tab is visible, at most every 30 s while it is hidden, not at all while the
 * device is offline, and at once when the tab or the network comes back and a request is due.
 */
export function usePoll({ path, ...poll }: Poll): void {
  const latest = useRef(poll);
  const onRender = useRef(() => {});
  useEffect(() => {
    latest.current = poll;
    // What came may have changed the interval.
    onRender.current();
  });
  useEffect(() => {
    if (path === null) return;
    const timer = backgroundTimer(() => void run());
    let lastAt = performance.now();
    let failures = 0;
    let running = false;
    let ended = false;
    const hidden = () => document.visibilityState === 'hidden';

    async function run(): Promise<void> {
      if (running || ended || !navigator.onLine) return;
      running = true;
      lastAt = performance.now();
      const { failed, waitMs } = await latest.current.request(path ?? '', failures);
      running = false;
      failures = failed ? failures + 1 : 0;
      if (waitMs === null) ended = true;
      schedule(waitMs ?? 0);
    }
    function schedule(waitMs = 0): void {
      timer.stop();
      if (ended || running) return;
      const interval = failures > 0 ? waitMs : latest.current.interval();
      timer.start(pollDelay(performance.now() - lastAt, interval, hidden()));
    }
    const onVisibility = () => schedule();
    const onOnline = () => {
      // Unless it is hidden, a page is brought up to date at once.
      if (hidden()) return schedule();
      timer.stop();
      void run();
    };

    schedule();
    onRender.current = () => {
      if (failures === 0) schedule();
    };
    document.addEventListener('visibilitychange', onVisibility);
    addEventListener('online', onOnline);
    return () => {
      ended = true;
      onRender.current = () => {};
      timer.close();
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('online', onOnline);
    };
  }, [path]);
}
