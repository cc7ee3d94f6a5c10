'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useOtherTabs } from './history-channel';

/** A page that was hidden for longer is rendered again when it is seen, ms. */
const STALE_AFTER_MS = 60_000;

/**
 * Renders the page again when another tab has changed the history, when the network comes back, and when the tab
 * is seen again after a minute: another device may have changed it.
 * @param onRemoved called with the ids that another tab has removed, instead
 */
export function useFreshPage(onRemoved?: (ids: string[]) => void): void {
  const router = useRouter();
  const leftAt = useRef<number | null>(null);

  useOtherTabs(({ kind, ids }) => {
    if (kind === 'removed' && onRemoved) onRemoved(ids);
    else router.refresh();
  });

  useEffect(() => {
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') {
        leftAt.current = performance.now();
      } else if (leftAt.current !== null && navigator.onLine) {
        if (performance.now() - leftAt.current >= STALE_AFTER_MS) router.refresh();
        leftAt.current = null;
      }
    };
    const refresh = () => router.refresh();
    document.addEventListener('visibilitychange', onVisibility);
    addEventListener('online', refresh);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('online', refresh);
    };
  }, [router]);
}
