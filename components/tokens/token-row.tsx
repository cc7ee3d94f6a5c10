'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, ignoreGone } from '@/components/api-client';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import { useNow } from '@/components/ui/hydration';
import { RelativeTime, Time } from '@/components/ui/time';
import type { TokenView } from '@/lib/tokens';
import { isolate } from '@/lib/visible-text';

type RevokeDialogProps = { token: TokenView; onClose: () => void; onRevoked: () => void };

/** Asks for confirmation before revoking a token. */
function RevokeDialog({ token, onClose, onRevoked }: RevokeDialogProps) {
  const t = useTranslations('tokens.revoke');
  async function revoke() {
    await callApi('DELETE /api/tokens/{id}', { params: { id: token.id } }).catch(ignoreGone);
    announce(t('done'));
    onRevoked();
  }
  return (
    <ConfirmDialog
      title={t('title', { name: isolate(token.name) })}
      action={t('action')}
      onConfirm={revoke}
      onClose={onClose}
    >
      {t('body')}
    </ConfirmDialog>
  );
}

type TokenRowProps = { token: TokenView; now: number; onRevoked: () => void };

function Expiry({ at, now }: { at: number | null; now: number }) {
  const t = useTranslations('tokens.list');
  const expired = at !== null && at <= useNow(now, 30_000);
  if (at === null) return t('neverExpires');
  return (
    <span className={expired ? 'text-danger' : undefined}>
      {t.rich(expired ? 'expired' : 'expires', { time: () => <Time at={at} /> })}
    </span>
  );
}

/** One token: name, scopes, dates and the button that revokes it. */
export function TokenRow({ token, now, onRevoked }: TokenRowProps) {
  const t = useTranslations('tokens.list');
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-col items-start gap-x-6 gap-y-3 py-4 sm:flex-row sm:justify-between">
      <div className="flex min-w-0 flex-col gap-1.5">
        <h3 dir="auto" className="wrap-anywhere font-medium">
          {token.name}
        </h3>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
          <code className="font-mono">{token.prefix}…</code>
          {token.scopes.map((scope) => (
            <code key={scope} className="font-mono">
              {scope}
            </code>
          ))}
        </p>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
          <span>{t.rich('created', { time: () => <Time at={token.createdAt} /> })}</span>
          <Expiry at={token.expiresAt} now={now} />
          <span>
            {token.lastUsedAt === null
              ? t('neverUsed')
              : t.rich('lastUsed', {
                  time: () => <RelativeTime at={token.lastUsedAt ?? 0} now={now} />,
                })}
          </span>
        </p>
      </div>
      <Button
        variant="danger"
        aria-label={t('revokeNamed', { name: isolate(token.name) })}
        onClick={() => setAsking(true)}
        className="shrink-0"
      >
        {t('revoke')}
      </Button>
      {asking && (
        <RevokeDialog token={token} onClose={() => setAsking(false)} onRevoked={onRevoked} />
      )}
    </div>
  );
}
