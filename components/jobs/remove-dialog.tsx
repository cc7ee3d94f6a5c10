'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';
import { jobName } from './job-name';

type Props = { job: JobView; onClose: () => void; onRemoved: () => void };

/** Asks for confirmation before removing a job from the history. */
export function RemoveDialog({ job, onClose, onRemoved }: Props) {
  const t = useTranslations('jobs.remove');
  async function remove() {
    await callApi('DELETE /api/jobs/{id}', { params: { id: job.id } });
    announce(t('done'));
    onRemoved();
  }
  return (
    <ConfirmDialog
      title={t('title', { name: jobName(job) })}
      action={t('action')}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('body')}
    </ConfirmDialog>
  );
}
