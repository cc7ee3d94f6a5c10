'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { JobView } from '@/lib/jobs';
import { tabTitle } from './job-name';
import { stateIcon } from './state-icon';

/** Keeps the tab's title and icon in step with the job's state. */
export function useTabSignal(job: JobView): void {
  const t = useTranslations('jobs.state');
  const title = `${tabTitle(job, t(job.state))} · Bottega`;
  const icon = stateIcon(job.state);
  useEffect(() => {
    document.title = title;
    document.querySelector('link[rel="icon"]')?.setAttribute('href', icon);
  }, [title, icon]);
}
