'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/app/_ui/api';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import { ErrorMessage } from '@/app/_ui/error-note';
import { Field } from '@/app/_ui/field';
import { useAction } from '@/app/_ui/use-action';
import type { JobView } from '@/lib/jobs';
import { jobApiPath } from './job-api';

/** Gives a job of the history another label. */
export function RenameDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [label, setLabel] = useState(job.label ?? '');

  function submit(event: FormEvent) {
    event.preventDefault();
    run(async () => {
      await callApi(jobApiPath(job.id), 'PATCH', { label: label.trim() || null });
      router.refresh();
      onClose();
    });
  }

  return (
    <Dialog title={job.label ? 'Rename' : 'Add a label'} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          data-first
          label="Label"
          hint="Only you see it. Leave it empty to show the id."
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          maxLength={200}
          autoComplete="off"
        />
        <ErrorMessage message={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
