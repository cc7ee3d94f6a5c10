'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Textarea } from '@/components/ui/input';
import { MAX_ANSWER } from '@/lib/shares/model';
import { visibleOrNull } from '@/lib/visible-text';

type Props = {
  params: { id: string; feedbackId: string };
  answer: string | null;
  onClose: () => void;
  onSaved: () => void;
};

/** Answers a comment, where everybody with the link can read it; an empty answer takes it away. */
export function AnswerForm({ params, answer, onClose, onSaved }: Props) {
  const t = useTranslations('links.feedback');
  const tCommon = useTranslations('common');
  const { busy, error, run } = useAction();
  const [text, setText] = useState(answer ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);

  function send() {
    run(async () => {
      const body = { answer: visibleOrNull(text) };
      await callApi('PATCH /api/shares/{id}/feedback/{feedbackId}', { params, body });
      announce(t('answered'));
      onSaved();
      onClose();
    });
  }

  return (
    // No form: in the editor of a link it would be one within another.
    <div className="flex flex-col gap-2">
      <Textarea
        ref={field}
        aria-label={t('answerField')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        maxLength={MAX_ANSWER}
        rows={3}
        dir="auto"
      />
      <p className="text-muted text-xs">{t('answerHint')}</p>
      <ErrorMessage message={error} />
      <div className="flex gap-2">
        <Button size="small" variant="primary" busy={busy} onClick={send}>
          {t('send')}
        </Button>
        <Button size="small" onClick={onClose}>
          {tCommon('cancel')}
        </Button>
      </div>
    </div>
  );
}
