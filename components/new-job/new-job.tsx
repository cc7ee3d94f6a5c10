'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { type Draft, emptyDraft } from './draft';
import { type FormContext, NewJobForm } from './new-job-form';
import { type Sent, sentPath } from './sent';
import { SentPanel } from './sent-panel';
import { useDraft } from './use-draft';
import { useResultAsPhoto } from './use-result-as-photo';

type Props = FormContext & {
  userId: string;
  /** The form as the address of the page fills it in. */
  rendered: Draft;
  prefilled: boolean;
  /** The job whose result is to become the photo. */
  useResultOf: string | null;
  /** What was sent before the page was loaded again. */
  sent: Sent | null;
};

/** The address says no more than what is on the page: a reload keeps what was typed since. */
const showInAddress = (path: string) => window.history.replaceState(null, '', path);

/** Starts jobs from photos, and shows what becomes of them. */
export function NewJob(props: Props) {
  const { userId, rendered, prefilled, useResultOf, sent: initial, ...context } = props;
  const t = useTranslations('newJob');
  const { draft, setDraft } = useDraft(userId, rendered, prefilled);
  const [sent, setSent] = useState(initial);
  /** What was sent last, for a start with small changes. */
  const [last, setLast] = useState<Draft | null>(null);

  const taking = useResultAsPhoto(useResultOf, (photo) =>
    setDraft((before) => ({ ...before, photos: [photo] })),
  );

  useEffect(() => {
    if (!prefilled) return;
    // From now on the draft is kept, and the address would undo its changes at a reload.
    setDraft((before) => before);
    showInAddress('/jobs/new');
  }, [prefilled, setDraft]);

  function onSent(next: Sent) {
    setLast(draft);
    // A new id: the same jobs can be started once more, if somebody means to.
    setDraft(emptyDraft);
    setSent(next);
    showInAddress(sentPath(next));
    window.scrollTo({ top: 0 });
  }
  function startAnother(from: Draft | null) {
    if (from) setDraft((before) => ({ ...from, id: before.id }));
    setSent(null);
    showInAddress('/jobs/new');
    window.scrollTo({ top: 0 });
  }

  return (
    <>
      <h1 className="mb-5 font-medium text-title sm:mb-8">{t('title')}</h1>
      {sent ? (
        <SentPanel
          sent={sent}
          onNew={() => startAnother(null)}
          onChange={last && (() => startAnother(last))}
        />
      ) : (
        <NewJobForm
          {...context}
          draft={draft}
          setDraft={setDraft}
          taking={taking}
          onSent={onSent}
        />
      )}
    </>
  );
}
