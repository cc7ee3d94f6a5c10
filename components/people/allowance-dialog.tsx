'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import type { PersonView } from '@/lib/people';
import { isolate } from '@/lib/visible-text';

type Props = { person: PersonView; onClose: () => void };

/** Sets how many jobs somebody may start in a month. */
export function AllowanceDialog({ person, onClose }: Props) {
  const t = useTranslations('people.actions.allowance');
  const tCommon = useTranslations('common');
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
    <Dialog title={t('title', { name: isolate(person.name ?? person.email) })} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
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
        <ErrorMessage message={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{tCommon('keep')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {tCommon('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
