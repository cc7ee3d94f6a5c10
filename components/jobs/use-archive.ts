import { Archive, ArchiveRestore } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { announce, restoreFocus } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';
import { tellOtherTabs } from './history-channel';

/** Archives or restores a job: the label, icon and action of the button. */
export function useArchive(job: JobView) {
  const t = useTranslations('jobs.actions');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const done = useRef(false);
  // The card leaves the page together with the button that had the focus.
  useEffect(
    () => () => {
      if (done.current) restoreFocus();
    },
    [],
  );
  const toggle = () =>
    run(async () => {
      await callApi('PATCH /api/jobs/{id}', {
        params: { id: job.id },
        body: { archived: !job.archived },
      });
      tellOtherTabs('changed', job.id);
      done.current = true;
      announce(job.archived ? t('restored') : t('archived'));
      router.refresh();
    });
  const word = job.archived ? t('restore') : t('archive');
  const Icon = job.archived ? ArchiveRestore : Archive;
  return { busy, error, toggle, word, Icon } as const;
}

export type Archiving = ReturnType<typeof useArchive>;
