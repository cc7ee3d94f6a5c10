'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/ui/dialog';

type Props = { id: string; onClose: () => void; onRotated: (secret: string) => void };

/** Asks for confirmation before rotating the secret. */
export function RotateDialog({ id, onClose, onRotated }: Props) {
  const t = useTranslations('webhooks.rotate');
  async function rotate() {
    const { secret } = await callApi('POST /api/webhooks/{id}/secret', { params: { id } });
    onRotated(secret);
  }
  return (
    <ConfirmDialog
      title={t('title')}
      action={t('action')}
      variant="primary"
      onConfirm={rotate}
      onClose={onClose}
    >
      {t('body')}
    </ConfirmDialog>
  );
}
