'use client';

import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { callApi } from '@/components/api-client';
import { useErrorMessage } from '@/components/layout/use-action';
import { Dialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';
import { SharePanel } from './share-panel';

/** The share panel of a job in a dialog, for the history. */
export function ShareDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
  const t = useTranslations('shares.panel');
  const describeError = useErrorMessage();
  const { data, error } = useSWR(
    ['shares', job.id],
    () => callApi('GET /api/jobs/{id}/shares', { params: { id: job.id } }),
    { revalidateOnFocus: false, revalidateIfStale: true, shouldRetryOnError: false },
  );
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <ErrorMessage message={error ? describeError(error) : null} />
      {data && <SharePanel jobId={job.id} initial={data.shares} />}
      {!data && !error && (
        <p role="status" className="animate-breathe text-muted text-sm">
          {t('loading')}
        </p>
      )}
    </Dialog>
  );
}
