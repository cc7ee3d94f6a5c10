'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import type { TokenView } from '@/lib/tokens';

type Props = { token: TokenView; onClose: () => void; onRevoked: () => void };

/** Asks for confirmation before revoking a token. */
export function RevokeDialog({ token, onClose, onRevoked }: Props) {
  const t = useTranslations('tokens.revoke');
  async function revoke() {
    await callApi('DELETE /api/tokens/{id}', { params: { id: token.id } });
    announce(t('done'));
    onRevoked();
  }
  return (
    <ConfirmDialog
      title={t('title', { name: token.name })}
      action={t('action')}
      onConfirm={revoke}
      onClose={onClose}
    >
      {t('body')}
    </ConfirmDialog>
  );
}
