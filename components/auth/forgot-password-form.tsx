'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { RESET_MINUTES } from '@/lib/auth/model';

/** Says the same for every address, whether it has an account or not. */
function Sent() {
  const t = useTranslations('auth.forgot');
  const text = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => text.current?.focus(), []);
  return (
    <div ref={text} tabIndex={-1} role="status" className="flex flex-col gap-2 outline-none">
      <h2 className="font-semibold tracking-tight">{t('sentTitle')}</h2>
      <p className="text-muted">{t('sent', { minutes: RESET_MINUTES })}</p>
    </div>
  );
}

/** Requests an email with a link that sets a new password. */
export function ForgotPasswordForm() {
  const t = useTranslations('auth');
  const { busy, error, run } = useAction();
  const [sent, setSent] = useState(false);
  if (sent) return <Sent />;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = readForm(event.currentTarget, 'email');
    run(async () => {
      await callApi('POST /api/account/forgotten-password', { body });
      setSent(true);
    });
  }

  return (
    <>
      <p className="text-muted">{t('forgot.intro')}</p>
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('form.email')} type="email" name="email" autoComplete="username" required />
        <ErrorMessage message={error} />
        <Button type="submit" variant="primary" busy={busy}>
          {t('forgot.submit')}
        </Button>
      </form>
    </>
  );
}
