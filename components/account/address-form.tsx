'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';

/** Sends a link to a new address. The address changes once the link has been used. */
export function AddressForm() {
  const t = useTranslations('account.address');
  const { busy, error, run } = useAction();
  const [sentTo, setSentTo] = useState<string | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { email } = readForm(form, 'email');
    setSentTo(null);
    run(async () => {
      await callApi('POST /api/account/address', { body: { email } });
      setSentTo(email);
      form.reset();
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Field label={t('new')} name="email" type="email" autoComplete="email" required />
        <Button type="submit" busy={busy}>
          {t('send')}
        </Button>
      </div>
      <ErrorMessage message={error} />
      <p role="status" className="wrap-anywhere min-h-5 text-muted text-sm">
        {sentTo === null ? '' : t('sent', { email: sentTo })}
      </p>
    </form>
  );
}
