'use client';

import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { callApi } from '@/components/api-client';
import { useErrorMessage } from '@/components/layout/use-action';
import { ErrorMessage } from '@/components/ui/feedback';
import type { ShareView } from '@/lib/shares/model';
import { FeedbackEntry } from './feedback-entry';

type ListProps = { link: ShareView };

/** What came back from a link, newest first. That it was read is stored when it is shown. */
export function FeedbackList({ link }: ListProps) {
  const t = useTranslations('links.feedback');
  const describe = useErrorMessage();
  const { data, error, mutate } = useSWR(
    ['feedback', link.id],
    () => callApi('GET /api/shares/{id}/feedback', { params: { id: link.id } }),
    { revalidateOnFocus: false, shouldRetryOnError: false },
  );
  return (
    <>
      <ErrorMessage message={error ? describe(error) : null} />
      {!data && !error && (
        <p role="status" className="animate-breathe text-muted text-sm">
          {t('loading')}
        </p>
      )}
      {data?.feedback.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      {data && data.feedback.length > 0 && (
        <ul className="flex flex-col gap-4">
          {data.feedback.map((entry) => (
            <li key={entry.id}>
              <FeedbackEntry link={link} entry={entry} onChanged={() => mutate()} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
