'use client';

import type { FormEvent } from 'react';
import { signInWithPassword } from '@/app/_ui/auth-client';
import { Button } from '@/app/_ui/button';
import { ErrorMessage } from '@/app/_ui/error-note';
import { Field } from '@/app/_ui/field';
import { readForm } from '@/app/_ui/read-form';
import { useAction } from '@/app/_ui/use-action';
import { errorSentence } from './error-sentence';
import { PasswordField } from './password-field';

/** Signs in with e-mail and password, then goes to where one wanted to go. */
export function PasswordForm({ callbackUrl }: { callbackUrl: string }) {
  const { busy, error, run, setError } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email, password } = readForm(event.currentTarget, 'email', 'password');
    run(async () => {
      const code = await signInWithPassword(email, password);
      if (code === null) location.assign(callbackUrl);
      else setError(errorSentence(code));
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label="E-mail" type="email" name="email" autoComplete="username" required />
      <PasswordField label="Password" name="password" autoComplete="current-password" required />
      <ErrorMessage message={error} />
      <Button type="submit" look="primary" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
