'use client';

import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/layout/confirm-dialog';
import { announce } from '@/components/ui/live-region';
import type { TokenView } from '@/lib/tokens';

type Props = { token: TokenView; onClose: () => void; onRevoked: () => void };

/** Asks for confirmation before revoking a token. */
export function RevokeDialog({ token, onClose, onRevoked }: Props) {
  async function revoke() {
    await callApi('DELETE /api/tokens/{id}', { params: { id: token.id } });
    announce('Revoked');
    onRevoked();
  }
  return (
    <ConfirmDialog
      title={`Revoke “${token.name}”?`}
      action="Revoke"
      onConfirm={revoke}
      onClose={onClose}
    >
      Whatever uses it is refused from its next request on. This cannot be undone.
    </ConfirmDialog>
  );
}
