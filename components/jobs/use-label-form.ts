'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import type { JobView } from '@/lib/jobs';

/** A form that changes a job's label. An empty label is removed. */
export function useLabelForm(job: JobView, onSaved: () => void) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [label, setLabel] = useState(job.label ?? '');

  function submit(event: FormEvent) {
    event.preventDefault();
    run(async () => {
      await callApi('PATCH /api/jobs/{id}', {
        params: { id: job.id },
        body: { label: label.trim() || null },
      });
      router.refresh();
      onSaved();
    });
  }

  return { label, setLabel, submit, busy, error };
}
