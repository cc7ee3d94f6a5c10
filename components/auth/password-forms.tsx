'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { authErrorKey, signInWithPassword } from './auth-client';

/** A password field with a button that shows the password. */
export function PasswordField(props: Omit<ComponentProps<typeof Field>, 'type' | 'end'>) {
  const t = useTranslations('auth.form');
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      end={
        <Button
          variant="ghost"
          size="small"
          aria-label={shown ? t('hidePassword') : t('showPassword')}
          onClick={() => setShown(!shown)}
        >
          {shown ? t('hide') : t('show')}
        </Button>
      }
    />
  );
}

/** Signs in with email and password, then opens `callbackUrl`. */
export function PasswordForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('auth');
  const { busy, error, run, setError } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email, password } = readForm(event.currentTarget, 'email', 'password');
    run(async () => {
      const code = await signInWithPassword(email, password);
      if (code === null) location.assign(callbackUrl);
      else setError(t(`errors.${authErrorKey(code)}`));
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('form.email')} type="email" name="email" autoComplete="username" required />
      <PasswordField
        label={t('form.password')}
        name="password"
        autoComplete="current-password"
        required
      />
      <ErrorMessage message={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {t('form.signIn')}
      </Button>
    </form>
  );
}

const SHORTEST = 8;

/** Creates an account and signs in. */
export function SignUpForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('auth');
  const { busy, error, run, setError } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email, password } = readForm(event.currentTarget, 'email', 'password');
    run(async () => {
      await callApi('POST /api/sign-up', { body: { email, password } });
      const code = await signInWithPassword(email, password);
      if (code === null) location.assign(callbackUrl);
      else setError(t(`errors.${authErrorKey(code)}`));
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('form.email')} type="email" name="email" autoComplete="username" required />
      <PasswordField
        label={t('form.password')}
        hint={t('form.passwordHint', { count: SHORTEST })}
        name="password"
        autoComplete="new-password"
        minLength={SHORTEST}
        maxLength={200}
        required
      />
      <ErrorMessage message={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {t('form.signUp')}
      </Button>
    </form>
  );
}
