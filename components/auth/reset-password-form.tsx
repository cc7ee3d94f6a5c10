'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { NewPasswordField } from '@/components/account/new-password-field';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { readForm } from '@/components/ui/input';
import { signInPath } from '@/lib/paths';
import { signInWithPassword } from './auth-client';

type Props = { token: string; email: string };

/** Sets a new password by a link and signs in with it; a second factor is asked for as at any sign-in. */
export function ResetPasswordForm({ token, email }: Props) {
  const t = useTranslations('auth.reset');
  const { busy, error, run } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { password } = readForm(event.currentTarget, 'password');
    run(async () => {
      await callApi('POST /api/account/reset-password', { body: { token, password } });
      const code = await signInWithPassword(email, password).catch(() => 'Default');
      // The password is set in any case.
      location.assign(code === null ? '/jobs' : signInPath());
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden />
      <NewPasswordField label={t('password')} />
      <ErrorMessage message={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {t('submit')}
      </Button>
    </form>
  );
}
