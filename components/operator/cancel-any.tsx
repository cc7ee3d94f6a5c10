'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { announce, ErrorMessage, restoreFocus } from '@/components/ui/feedback';

/** Cancels a submission of anybody that waits. */
export function CancelAny({ id, email }: { id: string; email: string }) {
  const t = useTranslations('submissions.queue');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const cancel = () =>
    run(async () => {
      await callApi('POST /api/sending/submissions/{id}/cancel', { params: { id } });
      announce(t('cancelled'));
      router.refresh();
      setTimeout(restoreFocus, 500);
    });
  return (
    <div className="flex flex-col items-end gap-1">
      <Button size="small" busy={busy} onClick={cancel} aria-label={t('cancelOf', { email })}>
        {t('cancel')}
      </Button>
      <ErrorMessage message={error} />
    </div>
  );
}
