'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';

/** Saves the export. It is asked for by script first, which can confirm the sign-in; then the browser writes the file. */
export function ExportButton() {
  const t = useTranslations('myData.export');
  const { busy, error, run } = useAction();
  const [started, setStarted] = useState(false);

  function save() {
    setStarted(false);
    run(async () => {
      await callApi('POST /api/account/export');
      setStarted(true);
      window.location.assign('/api/account/export');
    });
  }

  return (
    <div className="flex flex-col items-start gap-3">
      <Button busy={busy} onClick={save}>
        {t('action')}
      </Button>
      <ErrorMessage message={error} />
      <p role="status" className="min-h-5 text-muted text-sm">
        {started ? t('started') : ''}
      </p>
    </div>
  );
}
