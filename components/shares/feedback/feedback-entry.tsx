'use client';

import { clsx } from 'clsx';
import { EyeOff, Heart, MessageSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { callApi, ignoreGone } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Time } from '@/components/ui/time';
import { useNextFocus } from '@/components/ui/use-next-focus';
import type { FeedbackView, ShareView } from '@/lib/shares/model';
import { AnswerForm } from './answer-form';
import { EntryPicture } from './entry-picture';

type Props = {
  link: ShareView;
  entry: FeedbackView;
  /** Called when it was answered, hidden, shown again or deleted. */
  onChanged: () => void;
};

/** One "I like this one", or one comment with its answer, and what its owner can do about it. */
export function FeedbackEntry({ link, entry, onChanged }: Props) {
  const t = useTranslations('links.feedback');
  const { busy, error, run } = useAction();
  const [deleting, setDeleting] = useState(false);
  const [answering, setAnswering] = useState(false);
  const place = useRef<HTMLElement>(null);
  const focusNext = useNextFocus(place);
  const params = { id: link.id, feedbackId: entry.id };
  const comment = entry.kind === 'comment';
  const Icon = comment ? MessageSquare : Heart;

  function closeAnswer() {
    focusNext('[data-answer]');
    setAnswering(false);
  }

  function hide() {
    run(async () => {
      const body = { hidden: !entry.hidden };
      await callApi('PATCH /api/shares/{id}/feedback/{feedbackId}', { params, body });
      announce(t(entry.hidden ? 'shown' : 'hidden'));
      onChanged();
    });
  }

  async function remove() {
    const path = 'DELETE /api/shares/{id}/feedback/{feedbackId}';
    await callApi(path, { params }).catch(ignoreGone);
    announce(t('deleted'));
    onChanged();
  }

  return (
    <article ref={place} className="flex gap-3">
      <EntryPicture link={link} jobId={entry.jobId} />
      <div className="flex min-w-0 flex-1 flex-col gap-1 text-sm">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Icon aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span dir="auto" className="wrap-anywhere min-w-0 font-medium">
            {entry.name || t(comment ? 'nobody' : 'like')}
          </span>
          <span className="text-muted text-xs">
            <Time at={entry.createdAt} />
          </span>
          {entry.hidden && (
            <span className="flex items-center gap-1 text-warn text-xs">
              <EyeOff aria-hidden className="size-3.5" />
              {t('isHidden')}
            </span>
          )}
        </p>
        {entry.text && (
          <p
            dir="auto"
            className={clsx('wrap-anywhere whitespace-pre-wrap', entry.hidden && 'text-muted')}
          >
            {entry.text}
          </p>
        )}
        {entry.answer && !answering && (
          <div className="wrap-anywhere border-accent border-l-2 pl-3">
            <p className="text-muted text-xs">{t('yourAnswer')}</p>
            <p dir="auto" className="whitespace-pre-wrap">
              {entry.answer}
            </p>
          </div>
        )}
        {answering ? (
          <AnswerForm
            params={params}
            answer={entry.answer}
            onClose={closeAnswer}
            onSaved={onChanged}
          />
        ) : (
          <div className="-ml-2 flex flex-wrap gap-x-1">
            {comment && (
              <Button size="small" variant="ghost" data-answer onClick={() => setAnswering(true)}>
                {t(entry.answer ? 'changeAnswer' : 'answer')}
              </Button>
            )}
            <Button size="small" variant="ghost" busy={busy} onClick={hide}>
              {t(entry.hidden ? 'show' : 'hide')}
            </Button>
            <Button size="small" variant="ghost" onClick={() => setDeleting(true)}>
              {t('delete')}
            </Button>
          </div>
        )}
        <ErrorMessage message={error} />
      </div>
      {deleting && (
        <ConfirmDialog
          title={t('deleteTitle')}
          action={t('delete')}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          {t('deleteBody')}
        </ConfirmDialog>
      )}
    </article>
  );
}
