'use client';

import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { callApi } from '@/components/api-client';
import { useErrorMessage } from '@/components/layout/use-action';
import { ErrorMessage } from '@/components/ui/feedback';
import { SharePanel } from './share-panel';

/** The links to a job, for places whose page has not loaded them. */
export function JobShares({ jobId }: { jobId: string }) {
  const t = useTranslations('links.panel');
  const describeError = useErrorMessage();
  const { data, error, isValidating } = useSWR(
    ['shares', jobId],
    () => callApi('GET /api/shares', { query: { jobId } }),
    {
      // The panel keeps the links that it has started from: they must be those of now.
      dedupingInterval: 0,
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
      shouldRetryOnError: false,
    },
  );
  return (
    <>
      <ErrorMessage message={error ? describeError(error) : null} />
      {data && !isValidating && <SharePanel jobId={jobId} initial={data} />}
      {isValidating && (
        <p role="status" className="animate-breathe text-muted text-sm">
          {t('loading')}
        </p>
      )}
    </>
  );
}
