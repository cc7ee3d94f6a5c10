'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import { isolate } from '@/lib/visible-text';

type Props = {
  id: string;
  /** What the provider is called. */
  provider: string;
  /** What the account is called there. */
  label: string;
};

/** Unlinks an account, after asking. */
export function UnlinkButton({ id, provider, label }: Props) {
  const t = useTranslations('account.waysIn');
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const names = { provider, label: isolate(label) };

  async function unlink() {
    await callApi('DELETE /api/account/issuers/{id}', { params: { id } });
    announce(t('unlinked'));
    setAsking(false);
    router.refresh();
  }

  return (
    <>
      <Button
        variant="danger"
        aria-label={t('unlinkNamed', names)}
        onClick={() => setAsking(true)}
        className="shrink-0"
      >
        {t('unlink')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('unlinkTitle')}
          action={t('unlink')}
          onConfirm={unlink}
          onClose={() => setAsking(false)}
        >
          {t('unlinkBody', names)}
        </ConfirmDialog>
      )}
    </>
  );
}
