'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '@/app/_ui/api';
import { Button } from '@/app/_ui/button';
import { ErrorMessage } from '@/app/_ui/error-note';
import { useAction } from '@/app/_ui/use-action';
import { jobApiPath } from '../../_components/job-api';

/** Has Gepetto asked at once; a stalled job is waited for anew. */
export function CheckNowButton({ jobId }: { jobId: string }) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  return (
    <>
      <Button
        busy={busy}
        onClick={() =>
          run(async () => {
            await callApi(jobApiPath(jobId, '/check'), 'POST');
            router.refresh();
          })
        }
      >
        Check now
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}
