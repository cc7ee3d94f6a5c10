'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import type { SendingView } from '@/lib/submissions';

/** Pauses sending, or resumes it. */
export function SendingSwitch({ state }: Pick<SendingView, 'state'>) {
  const t = useTranslations('submissions.sending');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const paused = state === 'on';
  const set = () =>
    run(async () => {
      await callApi('PATCH /api/sending', { body: { paused } });
      announce(t(paused ? 'pausedNow' : 'resumedNow'));
      router.refresh();
    });
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={busy} variant={paused ? 'secondary' : 'primary'} onClick={set}>
        {t(paused ? 'pause' : 'resume')}
      </Button>
      <ErrorMessage message={error} />
    </div>
  );
}
