'use client';

import { callApi } from '@/app/_ui/api';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import { ErrorNote } from '@/app/_ui/error-note';
import { jobName } from '@/app/_ui/job-name';
import { useAction } from '@/app/_ui/use-action';
import type { JobView } from '@/lib/jobs';
import { jobApiPath } from './job-api';

type Props = { job: JobView; onClose: () => void; onRemoved: () => void };

/** Asks once more before a job leaves the history. */
export function RemoveDialog({ job, onClose, onRemoved }: Props) {
  const { busy, error, run } = useAction();
  return (
    <Dialog title={`Remove ${jobName(job)}?`} onClose={onClose}>
      <p className="text-muted text-sm">
        The job leaves your history, and links to it that you have shared stop working. Gepetto
        keeps it: with its id you can add it again.
      </p>
      <ErrorNote message={error} />
      <div className="flex justify-end gap-2">
        <Button data-first onClick={onClose}>
          Keep it
        </Button>
        <Button
          look="danger"
          busy={busy}
          onClick={() =>
            run(async () => {
              await callApi(jobApiPath(job.id), 'DELETE');
              onRemoved();
            })
          }
        >
          Remove
        </Button>
      </div>
    </Dialog>
  );
}
