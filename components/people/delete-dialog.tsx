'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Field, FieldFrame } from '@/components/ui/field';
import { readForm, Select } from '@/components/ui/input';
import type { PersonView } from '@/lib/people';
import { isolate } from '@/lib/visible-text';

/** How often the dialog goes on with a deletion that takes several requests; the server finishes in any case. */
const MAX_REQUESTS = 12;

type Choice = '' | 'delete' | 'hand_over';

async function deletePerson(id: string, jobs: Exclude<Choice, ''>, to: string): Promise<boolean> {
  const body = jobs === 'delete' ? { jobs } : { jobs, to };
  for (let request = 0; request < MAX_REQUESTS; request++) {
    const { done } = await callApi('POST /api/people/{id}/deletion', { params: { id }, body });
    if (done) return true;
  }
  return false;
}

type Props = { person: PersonView; onClose: () => void };

/** Deletes an account after asking what becomes of its jobs. */
export function DeleteDialog({ person, onClose }: Props) {
  const t = useTranslations('people.actions.delete');
  const tCommon = useTranslations('common');
  const router = useRouter();
  const { busy, error, run, setError } = useAction();
  const goesOn = person.state === 'deleting';
  const [choice, setChoice] = useState<Choice>(goesOn ? 'delete' : '');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { to } = readForm(event.currentTarget, 'to');
    if (choice === '') {
      setError(t('choose'));
      return;
    }
    run(async () => {
      const done = await deletePerson(person.id, choice, to);
      announce(t(done ? 'done' : 'goesOn'));
      onClose();
      router.refresh();
    });
  }

  return (
    <Dialog title={t('title', { name: isolate(person.name ?? person.email) })} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="wrap-anywhere text-muted text-sm">
          {goesOn ? t('goesOn') : t('body', { email: person.email })}
        </p>
        {!goesOn && (
          <FieldFrame label={t('jobs', { count: person.jobs })}>
            {(control) => (
              <Select
                {...control}
                name="jobs"
                value={choice}
                onChange={({ target }) => setChoice(target.value as Choice)}
              >
                <option value="">{t('choose')}</option>
                <option value="hand_over">{t('handOver')}</option>
                <option value="delete">{t('deleteJobs')}</option>
              </Select>
            )}
          </FieldFrame>
        )}
        {choice === 'hand_over' && (
          <Field
            label={t('to')}
            hint={t('toHint')}
            type="email"
            name="to"
            autoComplete="off"
            required
          />
        )}
        <ErrorMessage message={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{tCommon('keep')}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t('item')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
