'use client';

import type { FormEvent } from 'react';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/error-message';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/read-form';
import { signInWith } from './auth-client';
import { errorSentence } from './error-sentence';

/** Sends a sign-in link by mail. */
export function MailForm({ callbackUrl }: { callbackUrl: string }) {
  const { busy, error, run, setError } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email } = readForm(event.currentTarget, 'email');
    run(async () => setError(errorSentence(await signInWith('email', callbackUrl, { email }))));
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="E-mail for a sign-in link"
        type="email"
        name="email"
        autoComplete="email"
        required
      />
      <ErrorMessage message={error} />
      <Button type="submit" busy={busy}>
        Send me a link
      </Button>
    </form>
  );
}
