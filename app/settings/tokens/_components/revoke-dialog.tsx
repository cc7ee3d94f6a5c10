'use client';

import { callApi } from '@/app/_ui/api';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import { ErrorNote } from '@/app/_ui/error-note';
import { useAction } from '@/app/_ui/use-action';
import type { TokenView } from '@/lib/tokens';

type Props = { token: TokenView; onClose: () => void; onRevoked: () => void };

/** Asks once more before a token stops working. */
export function RevokeDialog({ token, onClose, onRevoked }: Props) {
  const { busy, error, run } = useAction();
  return (
    <Dialog title={`Revoke “${token.name}”?`} onClose={onClose}>
      <p className="text-muted text-sm">
        Whatever uses it is refused from its next request on. This cannot be undone.
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
              await callApi(`/api/tokens/${encodeURIComponent(token.id)}`, 'DELETE');
              onRevoked();
            })
          }
        >
          Revoke
        </Button>
      </div>
    </Dialog>
  );
}
