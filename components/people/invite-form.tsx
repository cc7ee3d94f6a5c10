'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { type ApiResult, callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { MadeInvitation } from './made-invitation';

type Made = ApiResult<'POST /api/invitations'>;

/** Invites somebody: by mail to an address, or by a link that the operator hands over. */
export function InviteForm({ hasMail }: { hasMail: boolean }) {
  const t = useTranslations('people.invite');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [made, setMade] = useState<Made | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { email } = readForm(form, 'email');
    run(async () => {
      setMade(await callApi('POST /api/invitations', { body: email ? { email } : {} }));
      form.reset();
      router.refresh();
    });
  }

  return (
    <div className="flex max-w-xl flex-col gap-6">
      <form
        onSubmit={submit}
        aria-label={t('title')}
        className="flex flex-col gap-4 rounded-panel border border-line bg-panel p-5 sm:p-6"
      >
        <Field
          label={t('email')}
          hint={t(hasMail ? 'hintWithMail' : 'hint')}
          type="email"
          name="email"
          autoComplete="off"
        />
        <ErrorMessage message={error} />
        <Button type="submit" variant="primary" busy={busy} className="self-start">
          {t('create')}
        </Button>
      </form>
      {made && <MadeInvitation key={made.url} made={made} />}
    </div>
  );
}
