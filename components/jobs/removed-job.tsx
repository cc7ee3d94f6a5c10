'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';
import { stateIcon } from './browser-tab';
import { tellOtherTabs } from './history-channel';
import { isolatedName } from './job-name';

/** Takes the place of a status page whose job was removed in another tab or on another device. */
export function RemovedJob({ job }: { job: JobView }) {
  const t = useTranslations('jobs.removed');
  const tPage = useTranslations('jobs.page');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const title = t('title', { name: isolatedName(job) });

  useEffect(() => {
    document.title = `${title} · Bottega`;
    document.querySelector('link[rel="icon"]')?.setAttribute('href', stateIcon(null));
  }, [title]);

  function addAgain() {
    run(async () => {
      await callApi('POST /api/jobs', { body: { id: job.id } });
      tellOtherTabs('added', job.id);
      router.refresh();
    });
  }

  return (
    <div role="status" className="mx-auto flex w-full max-w-2xl flex-col gap-6 pt-4 sm:pt-14">
      <h1 className="wrap-anywhere font-medium text-title">{title}</h1>
      <p className="max-w-prose text-muted">{t('body')}</p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button variant="primary" busy={busy} onClick={addAgain}>
          {t('addAgain')}
        </Button>
        <Link href="/jobs" className="text-accent underline underline-offset-4">
          {tPage('back')}
        </Link>
      </div>
      <ErrorMessage message={error} />
    </div>
  );
}
