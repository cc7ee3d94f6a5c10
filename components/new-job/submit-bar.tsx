'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { FieldProblem } from './form-values';
import { Problem } from './problem';
import { QuoteLine } from './quote-line';
import type { JobRequest } from './requests';
import { useQuote } from './use-quote';

type Props = {
  /** The jobs, if nothing is wrong with them. */
  requests: readonly JobRequest[];
  photos: number;
  /** How many jobs there would be. */
  jobs: number;
  busy: boolean;
  error: ReactNode;
  problem: FieldProblem | null;
};

/** The button that says what it starts, with what that costs beside it. It stays in reach of the thumb. */
export function SubmitBar({ requests, photos, jobs, busy, error, problem }: Props) {
  const t = useTranslations('newJob.submit');
  const quote = useQuote(requests);
  return (
    <div className="sticky bottom-0 z-20 -mx-4 flex flex-col gap-2 border-line border-t bg-wall px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:mx-0 sm:px-0">
      <Problem problem={problem} />
      <ErrorMessage message={error} />
      {quote && quote.sending !== 'on' && (
        <p role="status" className="text-sm text-warn">
          {t(quote.sending)}
        </p>
      )}
      <div className="flex items-center gap-4">
        <p role="status" className="min-w-0 flex-1 text-muted text-xs">
          <QuoteLine
            quote={quote}
            photos={photos}
            styles={photos > 0 ? Math.max(1, jobs / photos) : 1}
          />
        </p>
        <Button type="submit" variant="primary" busy={busy} className="min-h-12 shrink-0">
          {busy ? t('starting') : t('start', { count: Math.max(1, jobs) })}
        </Button>
      </div>
    </div>
  );
}
