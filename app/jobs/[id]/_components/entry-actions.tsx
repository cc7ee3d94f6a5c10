'use client';

import { Archive, ArchiveRestore, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '@/app/_ui/api';
import { Button } from '@/app/_ui/button';
import { ErrorNote } from '@/app/_ui/error-note';
import { useAction } from '@/app/_ui/use-action';
import type { JobView } from '@/lib/jobs';
import { jobApiPath } from '../../_components/job-api';
import { RemoveDialog } from '../../_components/remove-dialog';

/** Puts the job of a status page away, or out of the history. */
export function EntryActions({ job }: { job: JobView }) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [removing, setRemoving] = useState(false);
  const ArchiveIcon = job.archived ? ArchiveRestore : Archive;

  function toggleArchive() {
    run(async () => {
      await callApi(jobApiPath(job.id), 'PATCH', { archived: !job.archived });
      router.refresh();
    });
  }

  return (
    <div className="grid grid-cols-2 gap-2 border-line border-t pt-6">
      <Button busy={busy} onClick={toggleArchive}>
        <ArchiveIcon aria-hidden className="size-4" />
        {job.archived ? 'Restore' : 'Archive'}
      </Button>
      <Button onClick={() => setRemoving(true)}>
        <Trash2 aria-hidden className="size-4" />
        Remove
      </Button>
      <div className="col-span-2 empty:hidden">
        <ErrorNote message={error} />
      </div>
      {removing && (
        <RemoveDialog
          job={job}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            router.push('/jobs');
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
