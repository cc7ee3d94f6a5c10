'use client';

import useSWR from 'swr';
import { callApi } from '@/app/_ui/api';
import { Dialog } from '@/app/_ui/dialog';
import { ErrorMessage } from '@/app/_ui/error-note';
import { describeError } from '@/app/_ui/error-words';
import type { JobView } from '@/lib/jobs';
import type { ShareView } from '@/lib/shares';
import { jobApiPath } from './job-api';
import { SharePanel } from './share-panel';

/** Makes and revokes links to a job without leaving the history. */
export function ShareDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
  const { data, error } = useSWR(
    jobApiPath(job.id, '/shares'),
    (path: string) => callApi<{ shares: ShareView[] }>(path),
    { revalidateOnFocus: false, revalidateIfStale: true, shouldRetryOnError: false },
  );
  return (
    <Dialog title="Share" onClose={onClose}>
      <ErrorMessage message={error ? describeError(error) : null} />
      {data && <SharePanel jobId={job.id} initial={data.shares} />}
      {!data && !error && (
        <p role="status" className="animate-breathe text-muted text-sm">
          Looking for links that you have made.
        </p>
      )}
    </Dialog>
  );
}
