'use client';

import { type FormEvent, useState } from 'react';
import { signInWithPassword } from '@/app/_ui/auth-client';
import { Button } from '@/app/_ui/button';
import { ErrorNote } from '@/app/_ui/error-note';
import { Field } from '@/app/_ui/field';
import { useAction } from '@/app/_ui/use-action';
import { errorSentence } from './error-sentence';
import { PasswordField } from './password-field';

/** Signs in with e-mail and password, then goes to where one wanted to go. */
export function PasswordForm({ callbackUrl }: { callbackUrl: string }) {
  const { busy, error, run, setError } = useAction();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    run(async () => {
      const code = await signInWithPassword(email, password);
      if (code === null) location.assign(callbackUrl);
      else setError(errorSentence(code));
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <ErrorNote message={error} />
      <Button type="submit" look="primary" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
