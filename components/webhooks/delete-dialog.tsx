'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/ui/dialog';
import type { WebhookView } from '@/lib/webhooks';

type Props = { webhook: WebhookView; onClose: () => void; onDeleted: () => void };

/** Asks for confirmation before deleting a webhook. */
export function DeleteDialog({ webhook, onClose, onDeleted }: Props) {
  const t = useTranslations('webhooks.delete');
  async function remove() {
    await callApi('DELETE /api/webhooks/{id}', { params: { id: webhook.id } });
    onDeleted();
  }
  return (
    <ConfirmDialog title={t('title')} action={t('action')} onConfirm={remove} onClose={onClose}>
      {t('body', { url: webhook.url })}
    </ConfirmDialog>
  );
}
