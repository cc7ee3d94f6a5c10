'use client';

import { callApi } from '@/app/_ui/api';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import { ErrorNote } from '@/app/_ui/error-note';
import { useAction } from '@/app/_ui/use-action';
import type { WebhookView } from '@/lib/webhooks';
import { webhookApiPath } from './webhook-api';

type Props = { webhook: WebhookView; onClose: () => void; onDeleted: () => void };

/** Asks once more before a webhook is gone. */
export function DeleteDialog({ webhook, onClose, onDeleted }: Props) {
  const { busy, error, run } = useAction();
  return (
    <Dialog title="Delete this webhook?" onClose={onClose}>
      <p className="wrap-anywhere text-muted text-sm">
        {webhook.url} is told nothing more, not even what is waiting. Its secret and its log are
        gone.
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
              await callApi(webhookApiPath(webhook.id), 'DELETE');
              onDeleted();
            })
          }
        >
          Delete
        </Button>
      </div>
    </Dialog>
  );
}
