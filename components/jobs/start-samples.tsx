'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
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

/** Starts the sample jobs that a visitor requested before signing up. Rendered in an empty history only. */
export function StartSamples() {
  const t = useTranslations('jobs.empty');
  const router = useRouter();
  const { error, run } = useAction();
  const begun = useRef(false);

  useEffect(() => {
    // React runs effects twice in development.
    if (begun.current) return;
    begun.current = true;
    run(async () => {
      await callApi('POST /api/samples');
      router.replace('/jobs');
      router.refresh();
    });
  });

  return (
    <>
      <p role="status" className="text-muted text-sm">
        {error === null && t('starting')}
      </p>
      <ErrorMessage message={error} />
    </>
  );
}
