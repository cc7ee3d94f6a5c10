'use client';

import { useTranslations } from 'next-intl';
import type { ShareView } from '@/lib/shares/model';

/** How a link is called: its title, else the only result, else how many there are. */
export function useLinkName(): (link: Pick<ShareView, 'title' | 'jobs'>) => string {
  const t = useTranslations('links.name');
  return ({ title, jobs }) => {
    if (title) return title;
    const [first] = jobs;
    if (!first) return t('empty');
    if (jobs.length === 1) return first.title ?? t('result');
    return t('board', { count: jobs.length });
  };
}
