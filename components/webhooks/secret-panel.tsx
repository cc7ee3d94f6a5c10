'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import { Time } from '@/components/ui/time';

type RotateDialogProps = { id: string; onClose: () => void; onRotated: (secret: string) => void };

/** Asks for confirmation before rotating the secret. */
function RotateDialog({ id, onClose, onRotated }: RotateDialogProps) {
  const t = useTranslations('webhooks.rotate');
  async function rotate() {
    const { secret } = await callApi('POST /api/webhooks/{id}/secret', { params: { id } });
    onRotated(secret);
  }
  return (
    <ConfirmDialog
      title={t('title')}
      action={t('action')}
      variant="primary"
      onConfirm={rotate}
      onClose={onClose}
    >
      {t('body')}
    </ConfirmDialog>
  );
}

type SecretPanelProps = {
  id: string;
  previousUntil: number | null;
  /** How many previous secrets still sign. */
  previousSecrets: number;
};

/** Shows and rotates the signing secret, which is hidden at first. */
export function SecretPanel({ id, previousUntil, previousSecrets }: SecretPanelProps) {
  const t = useTranslations('webhooks.secret');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [secret, setSecret] = useState<string | null | undefined>();
  const [rotating, setRotating] = useState(false);

  function show() {
    run(async () => {
      setSecret((await callApi('GET /api/webhooks/{id}/secret', { params: { id } })).secret);
    });
  }

  return (
    <section aria-labelledby="secret" className="flex flex-col gap-4 border-line border-t pt-6">
      <h2 id="secret" className="font-semibold tracking-tight">
        {t('title')}
      </h2>
      {secret ? (
        <p className="flex items-center gap-1">
          <code className="wrap-anywhere min-w-0 font-mono text-sm">{secret}</code>
          <CopyButton text={secret} name={t('copy')} />
        </p>
      ) : (
        <p className="max-w-prose text-muted text-sm">
          {secret === null ? t('unreadable') : t('hint')}
        </p>
      )}
      {previousUntil !== null && (
        <p className="text-sm">
          {t.rich('previous', {
            count: previousSecrets,
            time: () => <Time at={previousUntil} />,
          })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {secret === undefined && (
          <Button busy={busy} onClick={show}>
            {t('show')}
          </Button>
        )}
        {typeof secret === 'string' && (
          <Button onClick={() => setSecret(undefined)}>{t('hide')}</Button>
        )}
        <Button onClick={() => setRotating(true)}>{t('rotate')}</Button>
      </div>
      <ErrorMessage message={error} />
      {rotating && (
        <RotateDialog
          id={id}
          onClose={() => setRotating(false)}
          onRotated={(next) => {
            setSecret(next);
            setRotating(false);
            router.refresh();
          }}
        />
      )}
    </section>
  );
}
