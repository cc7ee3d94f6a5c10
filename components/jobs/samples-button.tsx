'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';

/** Starts the sandbox's sample jobs and opens the history. */
export function SamplesButton({ label }: { label: string }) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  return (
    <div className="flex flex-col gap-2">
      <Button
        busy={busy}
        onClick={() =>
          run(async () => {
            await callApi('POST /api/samples');
            router.push('/jobs');
            router.refresh();
          })
        }
      >
        {label}
      </Button>
      <ErrorMessage message={error} />
    </div>
  );
}
