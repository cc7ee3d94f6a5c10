'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import type { ButtonStyle } from '@/components/ui/button-class';
import { ErrorMessage } from '@/components/ui/feedback';

type Props = { jobId: string; size?: ButtonStyle['size'] };

/** Checks the job with Gepetto at once; a stalled job becomes pending again. */
export function CheckNowButton({ jobId, size = 'default' }: Props) {
  const t = useTranslations('jobs.panel');
  const router = useRouter();
  const { busy, error, run } = useAction();
  return (
    <>
      <Button
        busy={busy}
        size={size}
        onClick={() =>
          run(async () => {
            await callApi('POST /api/jobs/{id}/check', { params: { id: jobId } });
            router.refresh();
          })
        }
      >
        {t('checkNow')}
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}
