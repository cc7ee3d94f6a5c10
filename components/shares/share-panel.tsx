'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import type { ShareView } from '@/lib/shares';
import { ShareRow } from './share-row';

type Props = { jobId: string; initial: ShareView[] };

/** Lists, creates and revokes the links to a job. */
export function SharePanel({ jobId, initial }: Props) {
  const t = useTranslations('shares.panel');
  const [shares, setShares] = useState(initial);
  const { busy, error, run } = useAction();

  const maker = useRef<HTMLButtonElement>(null);

  function removeShare(shareId: string) {
    setShares((before) => before.filter(({ id }) => id !== shareId));
    // The removed row had the focus.
    maker.current?.focus();
    announce(t('revoked'));
  }

  function make() {
    run(async () => {
      const { share } = await callApi('POST /api/jobs/{id}/shares', { params: { id: jobId } });
      setShares((before) => [share, ...before]);
    });
  }

  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{t('intro')}</p>
      {shares.length > 0 && (
        <ul className="flex flex-col gap-4">
          {shares.map((share) => (
            <li key={share.id}>
              <ShareRow jobId={jobId} share={share} onRevoked={() => removeShare(share.id)} />
            </li>
          ))}
        </ul>
      )}
      <ErrorMessage message={error} />
      <Button ref={maker} busy={busy} onClick={make} className="self-start">
        {shares.length === 0 ? t('create') : t('createAnother')}
      </Button>
    </div>
  );
}
