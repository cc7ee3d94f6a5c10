'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useRef,
} from 'react';
import { ApiError, callApi } from '@/components/api-client';
import { useAction, useErrorMessage } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { readForm, Textarea } from '@/components/ui/input';
import { MAX_PASTED_CHARACTERS, withoutPictures } from '@/lib/jobs/model';
import { jobPath } from '@/lib/paths';
import { type AddResult, addResultOf, remaining, setAddResult, useAddResult } from './add-result';
import { tellOtherTabs } from './history-channel';

type Props = {
  initial?: string;
  /** Whether the label is visible; false hides it visually. */
  named?: boolean;
};

/** "3 added, 1 unknown: abc." */
function ResultMessage({ result }: { result: AddResult }) {
  const t = useTranslations('jobs.add');
  const describeError = useErrorMessage();
  const { added, unknown, postponed } = result;
  const part = (name: 'unknown' | 'postponed', ids: string[]) =>
    t(name, { count: ids.length, ids: ids.join(', ') });
  const parts = [
    t('added', { count: added }),
    ...(unknown.length > 0 ? [part('unknown', unknown)] : []),
    ...(postponed ? [part('postponed', postponed.ids)] : []),
  ];
  return (
    <>
      {`${parts.join(', ')}. `}
      {postponed && describeError(new ApiError(postponed.code, postponed.code, 0, null))}
    </>
  );
}

/** @returns null if Gepetto does not know the only job of the text @throws ApiError */
function addText(text: string) {
  return callApi('POST /api/jobs', { body: { text } }).catch((error) => {
    // Elsewhere this code means that a job has left the history.
    if (error instanceof ApiError && error.code === 'job_not_found') return null;
    throw error;
  });
}

/** Enter submits, as in a field of one line. Shift and Enter make a new line. */
function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** Takes pasted text with job ids in it and adds the jobs to the history. A single one is opened. */
export function AddJobForm({ initial = '', named = true }: Props) {
  const t = useTranslations('jobs.add');
  const router = useRouter();
  const { busy, error, run, setError } = useAction();
  const result = useAddResult();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);

  // What was not added stays in the box, and so do lines: a field of one line would join them.
  useEffect(() => {
    if (result && field.current) field.current.value = remaining(result);
  }, [result]);

  /** Layout of a long word takes seconds: a pasted response with its picture in it would freeze the tab. */
  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = event.clipboardData.getData('text/plain');
    const text = withoutPictures(pasted);
    if (text === pasted && text.length <= MAX_PASTED_CHARACTERS) return;
    event.preventDefault();
    if (text.length > MAX_PASTED_CHARACTERS) {
      setError(t('tooLong', { count: MAX_PASTED_CHARACTERS }));
      return;
    }
    const box = event.currentTarget;
    box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { text } = readForm(event.currentTarget, 'text');
    if (text.trim() === '') {
      setError(t('missing'));
      return;
    }
    if (text.length > MAX_PASTED_CHARACTERS) {
      setError(t('tooLong', { count: MAX_PASTED_CHARACTERS }));
      return;
    }
    run(async () => {
      setAddResult(null);
      const response = await addText(text);
      if (response === null) {
        setError(t('unknownToGepetto'));
        return;
      }
      const { job, jobs, notAdded } = response;
      tellOtherTabs('added', ...jobs.map(({ id: added }) => added));
      if (job && jobs.length === 1 && notAdded.length === 0) router.push(jobPath(job.id));
      else setAddResult(addResultOf(response));
      // The cached history does not have the new jobs.
      router.refresh();
    });
  }

  return (
    <form onSubmit={submit} className="flex w-full flex-col gap-2">
      <label htmlFor={id} className={named ? 'font-medium text-sm' : 'sr-only'}>
        {t('label')}
      </label>
      <div className="flex items-start gap-2">
        <Textarea
          ref={field}
          id={id}
          name="text"
          rows={1}
          defaultValue={initial}
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="done"
          onKeyDown={submitOnEnter}
          onPaste={paste}
          className="field-sizing-content max-h-40 min-w-0 flex-1 resize-none"
        />
        <Button type="submit" variant="primary" busy={busy}>
          {t('submit')}
        </Button>
      </div>
      <p role="status" className="wrap-anywhere text-muted text-sm empty:hidden">
        {result && <ResultMessage result={result} />}
      </p>
      <ErrorMessage message={error} />
    </form>
  );
}
