'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { request } from '@/components/api-client';
import { useOtherTabs } from './history-channel';

/** A page that was hidden for longer is rendered again when it is seen, ms. */
const STALE_AFTER_MS = 60_000;

/** A network that has come back may take a moment. The waits before each try, ms. */
const TRIES_MS = [1_000, 3_000, 10_000];

/**
 * Whether the server answers and the session is alive. Next replaces a page that it cannot refresh by the browser's
 * error page or by the sign-in page; with it would go what the person has typed.
 */
async function canRefresh(): Promise<boolean> {
  return request('/api/jobs?limit=1').then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * Renders the page again when another tab has changed the history, when the network comes back, and when the tab
 * is seen again after a minute: another device may have changed it.
 * @param only the job of a page about one job: changes of others do not matter, and its removal is reported
 */
export function useFreshPage(only?: { id: string; onRemoved: (ids: string[]) => void }): void {
  const router = useRouter();
  const leftAt = useRef<number | null>(null);

  useOtherTabs(({ kind, ids }) => {
    if (only && !ids.includes(only.id)) return;
    if (kind === 'removed' && only) only.onRemoved(ids);
    else router.refresh();
  });

  useEffect(() => {
    let ended = false;
    const refresh = async (waits: number[]) => {
      for (const ms of waits) {
        await new Promise((resolve) => setTimeout(resolve, ms));
        if (ended || !navigator.onLine) return;
        if (await canRefresh()) {
          if (!ended) router.refresh();
          return;
        }
      }
    };
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') {
        leftAt.current = performance.now();
      } else if (leftAt.current !== null) {
        if (performance.now() - leftAt.current >= STALE_AFTER_MS) void refresh([0]);
        leftAt.current = null;
      }
    };
    const onOnline = () => void refresh(TRIES_MS);
    document.addEventListener('visibilitychange', onVisibility);
    addEventListener('online', onOnline);
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('online', onOnline);
    };
  }, [router]);
}
