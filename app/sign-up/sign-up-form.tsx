'use client';

import type { FormEvent } from 'react';
import { callApi } from '@/app/_ui/api';
import { signInWithPassword } from '@/app/_ui/auth-client';
import { Button } from '@/app/_ui/button';
import { ErrorMessage } from '@/app/_ui/error-note';
import { Field } from '@/app/_ui/field';
import { readForm } from '@/app/_ui/read-form';
import { useAction } from '@/app/_ui/use-action';
import { errorSentence } from '../sign-in/_components/error-sentence';
import { PasswordField } from '../sign-in/_components/password-field';

const SHORTEST = 8;

/** Makes an account and signs in to it. */
export function SignUpForm({ callbackUrl }: { callbackUrl: string }) {
  const { busy, error, run, setError } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email, password } = readForm(event.currentTarget, 'email', 'password');
    run(async () => {
      await callApi('/api/sign-up', 'POST', { email, password });
      const code = await signInWithPassword(email, password);
      if (code === null) location.assign(callbackUrl);
      else setError(errorSentence(code));
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label="E-mail" type="email" name="email" autoComplete="username" required />
      <PasswordField
        label="Password"
        hint={`At least ${SHORTEST} characters. A few words in a row are easy to keep in mind.`}
        name="password"
        autoComplete="new-password"
        minLength={SHORTEST}
        maxLength={200}
        required
      />
      <ErrorMessage message={error} />
      <Button type="submit" look="primary" busy={busy}>
        Sign up
      </Button>
    </form>
  );
}
