'use client';

import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/layout/confirm-dialog';
import { announce } from '@/components/ui/live-region';
import type { JobView } from '@/lib/jobs';
import { jobName } from './job-name';

type Props = { job: JobView; onClose: () => void; onRemoved: () => void };

/** Asks for confirmation before removing a job from the history. */
export function RemoveDialog({ job, onClose, onRemoved }: Props) {
  async function remove() {
    await callApi('DELETE /api/jobs/{id}', { params: { id: job.id } });
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
