'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Time } from '@/components/ui/time';
import type { AppSetup, SecondFactor } from '@/lib/second-factor';
import { AuthenticatorSetup } from './authenticator-setup';
import { FreshCodes } from './fresh-codes';

type RemoveDialogProps = { onClose: () => void; onRemoved: () => void };

/** Asks for confirmation before the app is removed. */
function RemoveDialog({ onClose, onRemoved }: RemoveDialogProps) {
  const t = useTranslations('secondFactor.authenticator.removal');
  async function remove() {
    await callApi('DELETE /api/account/authenticator');
    announce(t('done'));
    onRemoved();
  }
  return (
    <ConfirmDialog title={t('title')} action={t('action')} onConfirm={remove} onClose={onClose}>
      {t('body')}
    </ConfirmDialog>
  );
}

type Props = { authenticator: SecondFactor['authenticator']; account: string };

/** Sets up and removes the authenticator app. */
export function AuthenticatorPanel({ authenticator, account }: Props) {
  const t = useTranslations('secondFactor.authenticator');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [setup, setSetup] = useState<AppSetup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [removing, setRemoving] = useState(false);

  function onOn(recoveryCodes: string[]) {
    setSetup(null);
    setCodes(recoveryCodes);
    router.refresh();
  }

  if (codes) return <FreshCodes codes={codes} account={account} onDone={() => setCodes(null)} />;
  if (setup) {
    return <AuthenticatorSetup setup={setup} onOn={onOn} onCancel={() => setSetup(null)} />;
  }
  const start = () => run(async () => setSetup(await callApi('POST /api/account/authenticator')));
  return (
    <>
      <p className="text-sm">
        {authenticator
          ? t.rich('on', { time: () => <Time at={authenticator.confirmedAt} /> })
          : t('off')}
      </p>
      {authenticator && !authenticator.readable && <ErrorMessage message={t('unreadable')} />}
      <ErrorMessage message={error} />
      {authenticator ? (
        <Button variant="danger" onClick={() => setRemoving(true)} className="self-start">
          {t('remove')}
        </Button>
      ) : (
        <Button busy={busy} onClick={start} className="self-start">
          {t('setUp')}
        </Button>
      )}
      {removing && (
        <RemoveDialog
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            setRemoving(false);
            router.refresh();
          }}
        />
      )}
    </>
  );
}
