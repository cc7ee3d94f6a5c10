'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';

/** Sends a link to the user's present address, which nobody has proved yet. */
export function ConfirmAddressButton({ email }: { email: string }) {
  const t = useTranslations('account.address');
  const { busy, error, run } = useAction();
  const [sent, setSent] = useState(false);

  function send() {
    run(async () => {
      await callApi('POST /api/account/address', { body: { email } });
      setSent(true);
    });
  }

  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-prose text-muted text-sm">{t('why')}</p>
      <Button variant="primary" busy={busy} onClick={send}>
        {t('confirm')}
      </Button>
      <ErrorMessage message={error} />
      <p role="status" className="wrap-anywhere min-h-5 text-muted text-sm">
        {sent ? t('sent', { email }) : ''}
      </p>
    </div>
  );
}
