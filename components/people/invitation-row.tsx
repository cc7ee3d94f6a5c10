'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type ApiResult, callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Time } from '@/components/ui/time';
import type { InvitationView } from '@/lib/invitations';
import { MadeInvitation } from './made-invitation';

function State({ invitation }: { invitation: InvitationView }) {
  const t = useTranslations('people.invitations');
  const { state, expiresAt, usedAt, usedBy } = invitation;
  if (state === 'used') {
    return t.rich('used', {
      who: usedBy ?? t('deletedAccount'),
      time: () => <Time at={usedAt ?? 0} />,
    });
  }
  return t.rich(state, { time: () => <Time at={expiresAt} /> });
}

/** One invitation: for whom, by whom, what became of it. Unused ones get a new link or are revoked. */
export function InvitationRow({ invitation }: { invitation: InvitationView }) {
  const t = useTranslations('people.invitations');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<ApiResult<'POST /api/invitations'> | null>(null);
  const params = { id: invitation.id };
  const name = invitation.email ?? t('anybody');

  function renew() {
    run(async () => {
      setMade(await callApi('POST /api/invitations/{id}/link', { params }));
      router.refresh();
    });
  }

  async function revoke() {
    await callApi('DELETE /api/invitations/{id}', { params });
    announce(t('revoked'));
    setAsking(false);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-3 py-4">
      <div className="flex flex-col items-start gap-x-6 gap-y-3 sm:flex-row sm:justify-between">
        <div className="flex min-w-0 flex-col gap-1">
          <h3 className="wrap-anywhere font-medium">{name}</h3>
          <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
            <span className="wrap-anywhere">
              <State invitation={invitation} />
            </span>
            <span className="wrap-anywhere">
              {t.rich('by', {
                who: invitation.invitedBy ?? t('deletedAccount'),
                time: () => <Time at={invitation.createdAt} />,
              })}
            </span>
          </p>
        </div>
        {invitation.state !== 'used' && (
          <div className="flex shrink-0 flex-wrap gap-2">
            <Button busy={busy} onClick={renew} aria-label={t('renewNamed', { name })}>
              {t('renew')}
            </Button>
            <Button
              variant="danger"
              onClick={() => setAsking(true)}
              aria-label={t('revokeNamed', { name })}
            >
              {t('revoke')}
            </Button>
          </div>
        )}
      </div>
      <ErrorMessage message={error} />
      {made && <MadeInvitation key={made.url} made={made} />}
      {asking && (
        <ConfirmDialog
          title={t('revokeNamed', { name })}
          action={t('revoke')}
          onConfirm={revoke}
          onClose={() => setAsking(false)}
        >
          {t('revokeBody')}
        </ConfirmDialog>
      )}
    </div>
  );
}
