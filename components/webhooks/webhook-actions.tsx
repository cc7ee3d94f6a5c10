'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, ignoreGone } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import type { WebhookView } from '@/lib/webhooks';

type DeleteDialogProps = { webhook: WebhookView; onClose: () => void; onDeleted: () => void };

/** Asks for confirmation before deleting a webhook. */
function DeleteDialog({ webhook, onClose, onDeleted }: DeleteDialogProps) {
  const t = useTranslations('webhooks.delete');
  async function remove() {
    await callApi('DELETE /api/webhooks/{id}', { params: { id: webhook.id } }).catch(ignoreGone);
    onDeleted();
  }
  return (
    <ConfirmDialog title={t('title')} action={t('action')} onConfirm={remove} onClose={onClose}>
      {t('body', { url: webhook.url })}
    </ConfirmDialog>
  );
}

/** Enables, disables or deletes a webhook. */
export function WebhookActions({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.actions');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [deleting, setDeleting] = useState(false);

  function toggle() {
    run(async () => {
      await callApi('PATCH /api/webhooks/{id}', {
        params: { id: webhook.id },
        body: { enabled: !webhook.enabled },
      });
      router.refresh();
    });
  }

  return (
    <div className="flex flex-wrap gap-2 pt-2">
      <Button busy={busy} onClick={toggle} variant={webhook.enabled ? 'secondary' : 'primary'}>
        {webhook.enabled ? t('disable') : t('enable')}
      </Button>
      <Button variant="danger" onClick={() => setDeleting(true)}>
        {t('delete')}
      </Button>
      <ErrorMessage message={error} />
      {deleting && (
        <DeleteDialog
          webhook={webhook}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            router.push('/settings/webhooks');
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
