'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import { authErrorKey, type Invited, signInWith } from './auth-client';

type ProviderButtonProps = {
  provider: string;
  name: string;
  callbackUrl: string;
  invitation?: Invited | undefined;
};

const fieldsOf = (invitation: Invited | undefined): Record<string, string> =>
  invitation ? { invitation: invitation.token } : {};

/** Signs in with an OAuth provider. */
export function ProviderButton(props: ProviderButtonProps) {
  const { provider, name, callbackUrl, invitation } = props;
  const t = useTranslations('auth');
  const { busy, error, run, setError } = useAction();

  function leave() {
    run(async () => {
      const code = await signInWith(provider, callbackUrl, fieldsOf(invitation));
      if (code !== null) setError(t(`errors.${authErrorKey(code)}`));
    });
  }

  return (
    <>
      <Button busy={busy} onClick={leave}>
        {t('form.continueWith', { provider: name })}
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}

type MailFormProps = Pick<ProviderButtonProps, 'callbackUrl' | 'invitation'>;

/** Sends a sign-in link by email. */
export function MailForm({ callbackUrl, invitation }: MailFormProps) {
  const t = useTranslations('auth');
  const { busy, error, run, setError } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email } = readForm(event.currentTarget, 'email');
    run(async () => {
      const code = await signInWith('email', callbackUrl, {
        ...fieldsOf(invitation),
        email,
      });
      if (code !== null) setError(t(`errors.${authErrorKey(code)}`));
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={t('form.linkEmail')}
        type="email"
        name="email"
        autoComplete="email"
        defaultValue={invitation?.email ?? undefined}
        readOnly={Boolean(invitation?.email)}
        required
      />
      <ErrorMessage message={error} />
      <Button type="submit" busy={busy}>
        {t('form.sendLink')}
      </Button>
    </form>
  );
}
