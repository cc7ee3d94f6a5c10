'use client';

import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/layout/confirm-dialog';

type Props = { id: string; onClose: () => void; onRotated: (secret: string) => void };

/** Asks for confirmation before rotating the secret. */
export function RotateDialog({ id, onClose, onRotated }: Props) {
  async function rotate() {
    const { secret } = await callApi('POST /api/webhooks/{id}/secret', { params: { id } });
    onRotated(secret);
  }
  return (
    <ConfirmDialog
      title="Change the secret?"
      action="Change it"
      variant="primary"
      onConfirm={rotate}
      onClose={onClose}
    >
      For 24 hours every message is signed with the old secret and the new one, so that the receiver
      can be changed in between. After that the old one is worth nothing.
    </ConfirmDialog>
  );
}
