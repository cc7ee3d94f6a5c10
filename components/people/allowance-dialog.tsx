'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { FormDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import type { PersonView } from '@/lib/people';
import { isolate } from '@/lib/visible-text';

type Props = { person: PersonView; onClose: () => void };

/** Sets how many jobs somebody may start in a month. */
export function AllowanceDialog({ person, onClose }: Props) {
  const t = useTranslations('people.actions.allowance');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [text, setText] = useState(String(person.jobsPerMonth ?? ''));

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const jobsPerMonth = text.trim() === '' ? null : Number(text);
    run(async () => {
      const params = { id: person.id };
      await callApi('PATCH /api/people/{id}', { params, body: { jobsPerMonth } });
      announce(t('done'));
      onClose();
      router.refresh();
    });
  }

  return (
    <FormDialog
      title={t('title', { name: isolate(person.name ?? person.email) })}
      busy={busy}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t('label')}
        hint={t('hint')}
        type="number"
        inputMode="numeric"
        min={0}
        max={1_000_000}
        step={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </FormDialog>
  );
}
