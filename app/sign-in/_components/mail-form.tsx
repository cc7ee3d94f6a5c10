'use client';

import { type FormEvent, useState } from 'react';
import { signInWith } from '@/app/_ui/auth-client';
import { Button } from '@/app/_ui/button';
import { ErrorNote } from '@/app/_ui/error-note';
import { Field } from '@/app/_ui/field';
import { useAction } from '@/app/_ui/use-action';

/** Sends a link that signs in. */
export function MailForm({ callbackUrl }: { callbackUrl: string }) {
  const { busy, error, run } = useAction();
  const [email, setEmail] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    run(() => signInWith('email', callbackUrl, { email }));
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="E-mail for a sign-in link"
        type="email"
        name="email-for-link"
        autoComplete="email"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <ErrorNote message={error} />
      <Button type="submit" busy={busy}>
        Send me a link
      </Button>
    </form>
  );
}
