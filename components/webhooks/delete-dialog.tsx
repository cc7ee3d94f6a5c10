'use client';

import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/layout/confirm-dialog';
import type { WebhookView } from '@/lib/webhooks';

type Props = { webhook: WebhookView; onClose: () => void; onDeleted: () => void };

/** Asks for confirmation before deleting a webhook. */
export function DeleteDialog({ webhook, onClose, onDeleted }: Props) {
  async function remove() {
    await callApi('DELETE /api/webhooks/{id}', { params: { id: webhook.id } });
    onDeleted();
  }
  return (
    <ConfirmDialog
      title="Delete this webhook?"
      action="Delete"
      onConfirm={remove}
      onClose={onClose}
    >
      {webhook.url} is told nothing more, not even what is waiting. Its secret and its log are gone.
    </ConfirmDialog>
  );
}
