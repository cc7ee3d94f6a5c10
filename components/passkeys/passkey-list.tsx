'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FreshCodes } from '@/components/second-factor/fresh-codes';
import { announce } from '@/components/ui/feedback';
import type { PasskeyView } from '@/lib/passkeys';
import { MAX_PASSKEYS } from '@/lib/passkeys/model';
import { AddPasskeyForm } from './add-passkey-form';
import { PasskeyRow } from './passkey-row';

type Props = { passkeys: PasskeyView[]; account: string; now: number };

/** Lists, adds, renames and deletes passkeys. */
export function PasskeyList({ passkeys, account, now }: Props) {
  const t = useTranslations('passkeys');
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);

  return (
    <>
      {passkeys.length === 0 ? (
        <p className="text-sm">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <PasskeyRow passkey={passkey} now={now} onChanged={() => router.refresh()} />
            </li>
          ))}
        </ul>
      )}
      {codes && <FreshCodes codes={codes} account={account} onDone={() => setCodes(null)} />}
      {passkeys.length < MAX_PASSKEYS ? (
        <AddPasskeyForm
          onAdded={({ recoveryCodes }) => {
            announce(t('added'));
            if (recoveryCodes) setCodes(recoveryCodes);
            router.refresh();
          }}
        />
      ) : (
        <p className="text-muted text-sm">{t('full')}</p>
      )}
    </>
  );
}
