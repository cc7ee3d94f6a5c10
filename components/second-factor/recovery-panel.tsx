'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { FreshCodes } from './fresh-codes';

type Props = { left: number; account: string };

/** Says how many recovery codes are left, and makes new ones. */
export function RecoveryPanel({ left, account }: Props) {
  const t = useTranslations('secondFactor.recovery');
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);

  async function make() {
    setCodes((await callApi('POST /api/account/recovery-codes')).recoveryCodes);
    setAsking(false);
    router.refresh();
  }

  if (codes) return <FreshCodes codes={codes} account={account} onDone={() => setCodes(null)} />;
  return (
    <>
      <p className={left === 0 ? 'text-danger text-sm' : 'text-sm'}>{t('left', { count: left })}</p>
      <Button onClick={() => setAsking(true)} className="self-start">
        {t('make')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('making.title')}
          action={t('make')}
          variant="primary"
          onConfirm={make}
          onClose={() => setAsking(false)}
        >
          {t('making.body')}
        </ConfirmDialog>
      )}
    </>
  );
}
