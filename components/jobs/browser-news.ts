'use client';

import { useEffect } from 'react';
import type { JobView } from '@/lib/jobs';
import { stateIcon } from './browser-tab';

/**
 * While the history is hidden, its tab says how many jobs have finished: "(2) Jobs", with the icon of the
 * latest. Once it is seen, title and icon are as before.
 * @param news the jobs that have finished since the page was rendered
 */
export function useNewsInTab(news: JobView[]): void {
  const count = news.length;
  const icon = count > 0 ? stateIcon(news.at(-1)?.state ?? null) : null;
  useEffect(() => {
    if (icon === null || document.visibilityState !== 'hidden') return;
    const { title } = document;
    const link = document.querySelector('link[rel="icon"]');
    document.title = `(${count}) ${title}`;
    link?.setAttribute('href', icon);
    const restore = () => {
      document.title = title;
      link?.setAttribute('href', stateIcon(null));
    };
    document.addEventListener('visibilitychange', restore, { once: true });
    return () => {
      document.removeEventListener('visibilitychange', restore);
      restore();
    };
  }, [count, icon]);
}
