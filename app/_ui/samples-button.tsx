'use client';

import { useRouter } from 'next/navigation';
import { callApi } from './api';
import { Button } from './button';
import { ErrorMessage } from './error-note';
import { useAction } from './use-action';

/** Starts the sandbox's sample jobs and goes to where they appear. */
export function SamplesButton() {
  const router = useRouter();
  const { busy, error, run } = useAction();
  return (
    <div className="flex flex-col gap-2">
      <Button
        busy={busy}
        onClick={() =>
          run(async () => {
            await callApi('/api/samples', 'POST');
            router.push('/jobs');
            router.refresh();
          })
        }
      >
        Try it with sample jobs
      </Button>
      <ErrorMessage message={error} />
    </div>
  );
}
