'use client';

import { clsx } from 'clsx';
import { CircleHelp, CircleX, Clock, Send, Undo2 } from 'lucide-react';
import { photoPicturePath } from '@/lib/paths';
import type { SubmissionView } from '@/lib/submissions';
import { SubmissionActions } from './submission-actions';
import { useSubmissionWords } from './use-submission-words';

const SIGNS = {
  queued: { Icon: Clock, className: 'text-muted' },
  sending: { Icon: Send, className: 'text-accent' },
  accepted: { Icon: Send, className: 'text-good' },
  refused: { Icon: CircleX, className: 'text-danger' },
  uncertain: { Icon: CircleHelp, className: 'text-warn' },
  cancelled: { Icon: Undo2, className: 'text-muted' },
  closed: { Icon: Undo2, className: 'text-muted' },
};

type Props = { submission: SubmissionView; onChange: (changed: SubmissionView) => void };

/** A submission that is not a job yet, or never became one: the photo, how it stands, and what to do about it. */
export function SubmissionCard({ submission, onChange }: Props) {
  const { state, photoId, reason, label, mode } = submission;
  const words = useSubmissionWords();
  const { Icon, className } = SIGNS[state];
  const problem = words.problem(submission);
  return (
    <article
      data-submission={state}
      className="flex gap-3 rounded-panel border border-line bg-panel p-3"
    >
      {photoId && (
        <img
          src={photoPicturePath(photoId, { size: '320' })}
          alt=""
          width={96}
          height={72}
          loading="lazy"
          decoding="async"
          className={clsx(
            'h-18 w-24 shrink-0 rounded-print bg-sunken object-cover',
            state !== 'sending' && state !== 'accepted' && 'opacity-60',
          )}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-1.5 text-sm">
        <h3 dir="auto" className="wrap-anywhere font-medium">
          {label ?? mode}
        </h3>
        <p className={clsx('flex items-center gap-1.5', className)}>
          <Icon aria-hidden className="size-4 shrink-0" />
          {words.state(submission)}
        </p>
        {problem && <p className="text-muted text-xs">{problem}</p>}
        {reason && (
          <p dir="auto" className="wrap-anywhere text-muted text-xs">
            {reason}
          </p>
        )}
        <SubmissionActions submission={submission} onChange={onChange} />
      </div>
    </article>
  );
}
