'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import type { PersonView } from '@/lib/people';
import { isolate } from '@/lib/visible-text';

type Props = { person: PersonView; hasMail: boolean; onClose: () => void };

/** Makes a link with which somebody sets a new password, to be handed over by the operator. */
export function ResetLinkDialog({ person, hasMail, onClose }: Props) {
  const t = useTranslations('people.actions.resetLink');
  const tCommon = useTranslations('common');
  const { busy, error, run } = useAction();
  const [url, setUrl] = useState<string | null>(null);

  function create() {
    run(async () => {
      const made = await callApi('POST /api/people/{id}/reset-link', {
        params: { id: person.id },
      });
      setUrl(made.url);
    });
  }

  return (
    <Dialog title={t('title', { name: isolate(person.name ?? person.email) })} onClose={onClose}>
      <p className="wrap-anywhere text-muted text-sm">
        {url === null
          ? t(hasMail ? 'bodyWithMail' : 'body', { email: person.email })
          : t('handOver')}
      </p>
      {url !== null && <CopyField text={url} label={t('field')} copyName={t('copy')} />}
      <ErrorMessage message={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{url === null ? tCommon('cancel') : tCommon('close')}</Button>
        {url === null && (
          <Button variant="primary" busy={busy} onClick={create}>
            {t('create')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
