'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/error-message';
import { Field } from '@/components/ui/field';
import type { JobView } from '@/lib/jobs';

/** Changes a job's label. */
export function RenameDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
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
      onClose();
    });
  }

  return (
    <Dialog title={job.label ? 'Rename' : 'Add a label'} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
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
          <Button type="submit" variant="primary" busy={busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
