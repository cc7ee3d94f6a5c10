'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi, ignoreGone } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import type { ShareView } from '@/lib/shares/model';
import { isolate } from '@/lib/visible-text';
import { useLinkName } from './use-link-name';

type Props = { link: ShareView; onRevoked: () => void };

/** Whether revoking a link takes away more than one press can make again. */
const isPrecious = ({ jobs, title, note, likes, comments }: ShareView) =>
  jobs.length > 1 || Boolean(title || note) || likes + comments > 0;

/** Takes a link away at once; asks before that if something was put into it, or came back from it. */
export function RevokeButton({ link, onRevoked }: Props) {
  const t = useTranslations('links.revoke');
  const name = isolate(useLinkName()(link));
  const { busy, error, run } = useAction();
  const [asking, setAsking] = useState(false);
  async function revoke() {
    await callApi('DELETE /api/shares/{id}', { params: { id: link.id } }).catch(ignoreGone);
    announce(t('done'));
    onRevoked();
  }
  return (
    <>
      <Button
        variant="danger"
        size="small"
        busy={busy}
        onClick={() => (isPrecious(link) ? setAsking(true) : run(revoke))}
        className="border-transparent! text-xs!"
      >
        {busy ? t('busy') : t('action')}
      </Button>
      <ErrorMessage message={error} />
      {asking && (
        <ConfirmDialog
          title={t('title', { name })}
          action={t('action')}
          onConfirm={revoke}
          onClose={() => setAsking(false)}
        >
          {t('body')}
        </ConfirmDialog>
      )}
    </>
  );
}
