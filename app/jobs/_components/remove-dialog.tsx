'use client';

import { callApi } from '@/app/_ui/api';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { jobName } from '@/app/_ui/job-name';
import { announce } from '@/app/_ui/said';
import type { JobView } from '@/lib/jobs';
import { jobApiPath } from './job-api';

type Props = { job: JobView; onClose: () => void; onRemoved: () => void };

/** Asks once more before a job leaves the history. */
export function RemoveDialog({ job, onClose, onRemoved }: Props) {
  async function remove() {
    await callApi(jobApiPath(job.id), 'DELETE');
    announce('Removed');
    onRemoved();
  }
  return (
    <ConfirmDialog
      title={`Remove ${jobName(job)}?`}
      action="Remove"
      onConfirm={remove}
      onClose={onClose}
    >
      The job leaves your history, and links to it that you have shared stop working. Gepetto keeps
      it: with its id you can add it again.
    </ConfirmDialog>
  );
}
