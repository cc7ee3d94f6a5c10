'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Input, readForm } from '@/components/ui/input';
import { jobPath } from '@/lib/paths';

type Props = {
  initial?: string;
  /** Whether the label is visible; false hides it visually. */
  named?: boolean;
};

/** Takes a job id, an upstream URL or an upstream response, adds the job to the history and opens it. */
export function AddJobForm({ initial = '', named = true }: Props) {
  const t = useTranslations('jobs.add');
  const router = useRouter();
  const { busy, error, run, setError } = useAction();
  const id = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { text } = readForm(event.currentTarget, 'text');
    if (text.trim() === '') {
      setError(t('missing'));
      return;
    }
    run(async () => {
      const { job } = await callApi('POST /api/jobs', { body: { text } });
      if (job) router.push(jobPath(job.id));
      // The cached history does not have the new job.
      router.refresh();
    });
  }

  return (
    <form onSubmit={submit} className="flex w-full flex-col gap-2">
      <label htmlFor={id} className={named ? 'font-medium text-sm' : 'sr-only'}>
        {t('label')}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          name="text"
          defaultValue={initial}
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1"
        />
        <Button type="submit" variant="primary" busy={busy}>
          {t('submit')}
        </Button>
      </div>
      <ErrorMessage message={error} />
    </form>
  );
}
