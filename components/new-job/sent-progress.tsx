'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { ProgressBar } from '@/components/photos/progress-bar';
import { useSubmissionWords } from '@/components/submissions/use-submission-words';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { SubmissionView } from '@/lib/submissions';

type Props = {
  /** Null until they are known. */
  submissions: SubmissionView[] | null;
  onChange: (changed: SubmissionView) => void;
};

/** "12 of 40 sent", and a button that takes back the others. */
export function SentProgress({ submissions, onChange }: Props) {
  const t = useTranslations('sent');
  const words = useSubmissionWords();
  const { busy, error, run } = useAction();
  const all = submissions ?? [];
  const count = (...states: SubmissionView['state'][]) =>
    all.filter(({ state }) => states.includes(state)).length;
  const total = all.length - count('cancelled');
  const accepted = count('accepted');
  const queued = all.filter(({ state }) => state === 'queued');
  const moving = count('queued', 'sending');
  const title = () => {
    if (submissions === null) return t('loading');
    const [only] = all;
    if (only && all.length === 1) return words.state(only);
    if (total === 0) return t('allCancelled');
    if (moving > 0) return t('progress', { sent: accepted, total });
    if (accepted === total) return t('done', { count: total });
    return t('partly', { sent: accepted, total });
  };

  function cancelAll() {
    run(async () => {
      for (const { id } of queued.toReversed()) {
        // One that has been sent meanwhile stays what it is.
        const answer = await callApi('POST /api/submissions/{id}/cancel', { params: { id } }).catch(
          () => null,
        );
        if (answer) onChange(answer.submission);
      }
    });
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div role="status">
          <h2 className="font-semibold text-lg tracking-tight">{title()}</h2>
        </div>
        {queued.length > 1 && (
          <Button busy={busy} onClick={cancelAll}>
            {t('cancelRest', { count: queued.length })}
          </Button>
        )}
      </div>
      {moving > 0 && total > 1 && (
        <ProgressBar label={t('progressLabel')} value={accepted / total} />
      )}
      {moving > 0 && <p className="text-muted text-sm">{t('leave')}</p>}
      <ErrorMessage message={error} />
    </div>
  );
}
