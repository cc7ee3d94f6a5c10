'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useConnection } from '@/components/ui/connection';

/** A network that swallows packets gives neither a response nor an error. */
const MAX_MS = 8_000;

/** A single failure usually recovers by itself. */
const SHOWN_AFTER_FAILURES = 2;

/** Whether the server answers. Next replaces a page that it cannot refresh by the browser's error page. */
async function serverAnswers(): Promise<boolean> {
  const signal = AbortSignal.timeout(MAX_MS);
  return fetch('/api/health', { cache: 'no-store', signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

type Props = {
  /** Shown while the server cannot be reached. That the device is offline, the page says elsewhere. */
  unreachable: string;
  everyMs: number;
};

/** Renders the page again every few seconds while it is visible. */
export function RefreshWhilePending({ unreachable, everyMs }: Props) {
  const router = useRouter();
  const { online } = useConnection();
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    let ended = false;
    let running = false;
    // What comes from now on fades in, see components/share-page/share-page.css.
    document.documentElement.dataset.revealing = '';
    const refresh = async () => {
      if (running || document.visibilityState !== 'visible' || !navigator.onLine) return;
      running = true;
      const answers = await serverAnswers();
      running = false;
      if (ended) return;
      setFailures((before) => (answers ? 0 : before + 1));
      if (answers) router.refresh();
    };
    const timer = setInterval(refresh, everyMs);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      ended = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [router, everyMs]);
  return (
    <span role="status" className="mt-2 block empty:hidden">
      {online && failures >= SHOWN_AFTER_FAILURES && unreachable}
    </span>
  );
}
