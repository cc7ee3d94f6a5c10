'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { type ApiResult, callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { makePasskey } from './browser';

type Props = { onAdded: (added: ApiResult<'POST /api/account/passkeys'>) => void };

/** Names a new passkey and lets the browser make it. */
export function AddPasskeyForm({ onAdded }: Props) {
  const t = useTranslations('passkeys');
  const { busy, error, run } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { name } = readForm(form, 'name');
    run(async () => {
      const credential = await makePasskey(await callApi('POST /api/account/passkeys/options'));
      const added = await callApi('POST /api/account/passkeys', { body: { name, credential } });
      form.reset();
      onAdded(added);
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label={t('name')}
        name="name"
        hint={t('nameHint')}
        placeholder={t('namePlaceholder')}
        autoComplete="off"
        maxLength={60}
        dir="auto"
        required
      />
      <ErrorMessage message={error} />
      <Button type="submit" busy={busy} className="self-start">
        {t('add')}
      </Button>
    </form>
  );
}
