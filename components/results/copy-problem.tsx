'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';

type Props = {
  job: Pick<JobView, 'id' | 'result'>;
  /** Called with the job after another attempt; without it the page is refreshed. */
  onTried?: (job: JobView) => void;
};

/**
 * Why a picture could not be copied, and a button that tries again once the attempts have ended. Null if nothing went
 * wrong.
 */
export function CopyProblem({ job, onTried }: Props) {
  const t = useTranslations('results');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const problem = job.result?.problem ?? null;
  if (problem === null) return null;
  const failed = job.result?.state === 'failed';

  const tryAgain = () =>
    run(async () => {
      const { job: after } = await callApi('POST /api/jobs/{id}/result', {
        params: { id: job.id },
      });
      if (after.result?.state === 'stored') announce(t('stored'));
      if (onTried) onTried(after);
      else router.refresh();
    });

  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-prose text-sm">
        {failed && <strong className="font-semibold">{t('failed')} </strong>}
        {t(`problem.${problem}`)}
        {!failed && ` ${t('waiting')}`}
      </p>
      {failed && (
        <Button busy={busy} onClick={tryAgain}>
          {t('tryAgain')}
        </Button>
      )}
      <ErrorMessage message={error} />
    </div>
  );
}
