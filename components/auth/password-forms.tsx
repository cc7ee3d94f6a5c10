'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent, ReactNode } from 'react';
import { NewPasswordField } from '@/components/account/new-password-field';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { PasswordField } from '@/components/ui/password-field';
import { authErrorKey, type Invited, signInWithPassword } from './auth-client';

type FormProps = {
  callbackUrl: string;
  /** The only address that may be used. */
  fixedEmail?: string | null;
  /** Before the sign-in: what makes the account. */
  prepare?: (credentials: { email: string; password: string }) => Promise<unknown>;
  submitLabel: string;
  /** The password field. */
  children: ReactNode;
};

/** Takes email and password, signs in, and opens `callbackUrl`. */
function CredentialsForm(props: FormProps) {
  const { callbackUrl, fixedEmail, prepare, submitLabel, children } = props;
  const t = useTranslations('auth');
  const { busy, error, run, setError } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email, password } = readForm(event.currentTarget, 'email', 'password');
    run(async () => {
      await prepare?.({ email, password });
      const code = await signInWithPassword(email, password);
      if (code === null) location.assign(callbackUrl);
      else setError(t(`errors.${authErrorKey(code)}`));
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={t('form.email')}
        type="email"
        name="email"
        autoComplete={prepare ? 'username' : 'username webauthn'}
        defaultValue={fixedEmail ?? undefined}
        readOnly={Boolean(fixedEmail)}
        required
      />
      {children}
      <ErrorMessage message={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}

/** Signs in with email and password, then opens `callbackUrl`. */
export function PasswordForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('auth.form');
  return (
    <CredentialsForm callbackUrl={callbackUrl} submitLabel={t('signIn')}>
      <PasswordField
        label={t('password')}
        name="password"
        autoComplete="current-password"
        required
      />
    </CredentialsForm>
  );
}

type SignUpFormProps = { callbackUrl: string; invitation?: Invited };

/** Creates an account and signs in. */
export function SignUpForm({ callbackUrl, invitation }: SignUpFormProps) {
  const t = useTranslations('auth.form');
  const createAccount = (credentials: { email: string; password: string }) =>
    callApi('POST /api/sign-up', {
      body: { ...credentials, ...(invitation && { invitation: invitation.token }) },
    });
  return (
    <CredentialsForm
      callbackUrl={callbackUrl}
      fixedEmail={invitation?.email}
      prepare={createAccount}
      submitLabel={t('signUp')}
    >
      <NewPasswordField label={t('password')} />
    </CredentialsForm>
  );
}
