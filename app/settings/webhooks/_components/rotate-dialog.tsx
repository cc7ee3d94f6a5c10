'use client';

import { callApi } from '@/app/_ui/api';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import { ErrorNote } from '@/app/_ui/error-note';
import { useAction } from '@/app/_ui/use-action';
import { webhookApiPath } from './webhook-api';

type Props = { id: string; onClose: () => void; onRotated: (secret: string) => void };

/** Asks once more before the secret is another one. */
export function RotateDialog({ id, onClose, onRotated }: Props) {
  const { busy, error, run } = useAction();
  return (
    <Dialog title="Change the secret?" onClose={onClose}>
      <p className="text-muted text-sm">
        For 24 hours every message is signed with the old secret and the new one, so that the
        receiver can be changed in between. After that the old one is worth nothing.
      </p>
      <ErrorNote message={error} />
      <div className="flex justify-end gap-2">
        <Button data-first onClick={onClose}>
          Keep it
        </Button>
        <Button
          look="primary"
          busy={busy}
          onClick={() =>
            run(async () => {
              const path = webhookApiPath(id, '/secret');
              onRotated((await callApi<{ secret: string }>(path, 'POST')).secret);
            })
          }
        >
          Change it
        </Button>
      </div>
    </Dialog>
  );
}
