'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { type ApiResult, callApi, ignoreGone } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-button';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { useHydratedValue } from '@/components/ui/hydration';
import { Time } from '@/components/ui/time';
import type { JobShareView } from '@/lib/shares';

type ShareRowProps = { jobId: string; share: JobShareView; onRevoked: () => void };

/** One link, with buttons that copy and revoke it. */
function ShareRow({ jobId, share, onRevoked }: ShareRowProps) {
  const t = useTranslations('shares.panel');
  const { busy, error, run } = useAction();
  // Only the browser knows the origin under which the app is reached.
  const origin = useHydratedValue(() => location.origin, '');
  const link = share.path === null ? null : `${origin}${share.path}`;

  function revoke() {
    run(async () => {
      await callApi('DELETE /api/jobs/{id}/shares/{shareId}', {
        params: { id: jobId, shareId: share.id },
      }).catch(ignoreGone);
      onRevoked();
    });
  }

  return (
    <div className="flex flex-col gap-1">
      {link === null ? (
        <p className="text-muted text-sm">{t('unreadable')}</p>
      ) : (
        <CopyField text={link} label={t('field')} copyName={t('copy')} />
      )}
      <div className="flex items-center justify-between gap-2 text-muted text-xs">
        <span>{t.rich('created', { time: () => <Time at={share.createdAt} /> })}</span>
        <Button
          variant="danger"
          size="small"
          busy={busy}
          onClick={revoke}
          className="-mr-2 border-transparent! text-xs!"
        >
          {busy ? t('revoking') : t('revoke')}
        </Button>
      </div>
      <ErrorMessage message={error} />
    </div>
  );
}

type SharesPage = ApiResult<'GET /api/jobs/{id}/shares'>;

type SharePanelProps = {
  jobId: string;
  /** The newest links. */
  initial: SharesPage;
};

/** Lists, creates and revokes the links to a job. */
export function SharePanel({ jobId, initial }: SharePanelProps) {
  const t = useTranslations('shares.panel');
  const [shares, setShares] = useState(initial.shares);
  const [cursor, setCursor] = useState(initial.nextCursor);
  const { busy, error, run } = useAction();
  const older = useAction();

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

  function showOlder(from: string) {
    older.run(async () => {
      const page = await callApi('GET /api/jobs/{id}/shares', {
        params: { id: jobId },
        query: { cursor: from },
      });
      setShares((before) => [...before, ...page.shares]);
      setCursor(page.nextCursor);
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
      {cursor !== null && (
        <Button size="small" busy={older.busy} onClick={() => showOlder(cursor)}>
          {t('older')}
        </Button>
      )}
      <ErrorMessage message={older.error} />
      <ErrorMessage message={error} />
      <Button ref={maker} busy={busy} onClick={make} className="self-start">
        {shares.length === 0 ? t('create') : t('createAnother')}
      </Button>
    </div>
  );
}
