'use client';

import { PenLine } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Input } from '@/components/ui/input';
import type { JobView } from '@/lib/jobs';
import { withoutControls } from '@/lib/visible-text';
import { tellOtherTabs } from './history-channel';
import { jobName } from './job-name';

/** A form that changes a job's label. An empty label is removed. */
export function useLabelForm(job: JobView, onSaved: () => void) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [label, setLabel] = useState(job.label ?? '');

  function submit(event: FormEvent) {
    event.preventDefault();
    run(async () => {
      await callApi('PATCH /api/jobs/{id}', {
        params: { id: job.id },
        body: { label: withoutControls(label).trim() || null },
      });
      tellOtherTabs('changed', job.id);
      router.refresh();
      onSaved();
    });
  }

  return { label, setLabel, submit, busy, error };
}

function LabelForm({ job, onDone }: { job: JobView; onDone: () => void }) {
  const t = useTranslations('jobs.label');
  const tCommon = useTranslations('common');
  const { label, setLabel, submit, busy, error } = useLabelForm(job, onDone);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);

  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
      className="flex w-full max-w-2xl flex-col gap-2"
    >
      <div className="flex flex-wrap gap-2">
        <Input
          ref={input}
          aria-label={t('field')}
          placeholder={t('placeholder')}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          maxLength={200}
          dir="auto"
          autoComplete="off"
          className="min-w-48 flex-1 basis-full sm:basis-0"
        />
        <Button type="submit" variant="primary" busy={busy}>
          {tCommon('save')}
        </Button>
        <Button onClick={onDone}>{tCommon('cancel')}</Button>
      </div>
      <ErrorMessage message={error} />
    </form>
  );
}

/** The job's name as the heading of the page, edited in place. */
export function LabelEditor({ job }: { job: JobView }) {
  const t = useTranslations('jobs.actions');
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const returning = useRef(false);

  useEffect(() => {
    if (!editing && returning.current) opener.current?.focus();
    returning.current = editing;
  }, [editing]);

  return (
    <div className="flex w-full flex-wrap items-baseline gap-x-4">
      <h1
        title={job.id}
        dir="auto"
        className={
          editing
            ? 'sr-only'
            : `wrap-break-word min-w-0 font-medium ${job.label ? 'text-title' : 'font-mono text-2xl'}`
        }
      >
        {jobName(job)}
      </h1>
      {editing ? (
        <LabelForm job={job} onDone={() => setEditing(false)} />
      ) : (
        <Button
          ref={opener}
          variant="ghost"
          size="small"
          onClick={() => setEditing(true)}
          className="-ml-2"
        >
          <PenLine aria-hidden className="size-3.5" />
          {job.label ? t('rename') : t('addLabel')}
        </Button>
      )}
    </div>
  );
}
