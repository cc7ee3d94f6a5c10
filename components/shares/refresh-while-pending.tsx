'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const EVERY_MS = 5_000;

/** Renders the page again every few seconds while it is visible. */
export function RefreshWhilePending() {
  const router = useRouter();
  useEffect(() => {
    // Without a network Next would replace the page by the browser's error page.
    const refresh = () =>
      document.visibilityState === 'visible' && navigator.onLine && router.refresh();
    const timer = setInterval(refresh, EVERY_MS);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [router]);
  return null;
}
