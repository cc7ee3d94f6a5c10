'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import type { ShareView } from '@/lib/shares/model';

/** Closes the feedback of a link, or opens it again. What was said stays where it is. */
export function CloseFeedback({ link }: { link: ShareView }) {
  const t = useTranslations('links.feedback');
  const { busy, error, run } = useAction();
  const [feedback, setFeedback] = useState(link.feedback);
  if (feedback === 'off') return null;
  const next = feedback === 'open' ? 'closed' : 'open';
  function change() {
    run(async () => {
      await callApi('PATCH /api/shares/{id}', {
        params: { id: link.id },
        body: { feedback: next },
      });
      setFeedback(next);
      announce(t(`done.${next}`));
    });
  }
  return (
    <div className="flex flex-col gap-1">
      <p className="text-muted text-xs">{t(`is.${feedback}`)}</p>
      <Button size="small" busy={busy} onClick={change} className="self-start text-xs!">
        {t(`to.${next}`)}
      </Button>
      <ErrorMessage message={error} />
    </div>
  );
}
