'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { authErrorKey, showSecondFactor, signOut } from '@/components/auth/auth-client';
import { useAction } from '@/components/layout/use-action';
import { askForPasskey } from '@/components/passkeys/browser';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { readForm } from '@/components/ui/input';
import { signInPath } from '@/lib/paths';
import { CodeField } from './code-field';

/** Sends a second factor, then opens `callbackUrl`, or shows why it was not accepted. */
function useSecondFactor(callbackUrl: string) {
  const t = useTranslations('auth');
  const tSignIn = useTranslations('secondFactor.signIn');
  const { busy, error, run, setError } = useAction();

  function send(show: () => Promise<Parameters<typeof showSecondFactor>[0]>) {
    run(async () => {
      const code = await showSecondFactor(await show());
      if (code === null) location.assign(callbackUrl);
      else if (code !== 'SignInExpired') setError(t(`errors.${authErrorKey(code)}`));
      else {
        setError(
          <>
            {t('errors.SignInExpired')}{' '}
            <a href={signInPath(callbackUrl)} className="text-accent underline underline-offset-4">
              {tSignIn('again')}
            </a>
          </>,
        );
      }
    });
  }

  return { busy, error, send };
}

type WayProps = { callbackUrl: string };

function PasskeyButton({ callbackUrl }: WayProps) {
  const t = useTranslations('passkeys');
  const { busy, error, send } = useSecondFactor(callbackUrl);
  const show = async () => {
    const options = await callApi('POST /api/sign-in/second-factor');
    return { passkey: JSON.stringify(await askForPasskey(options)) };
  };
  return (
    <div className="flex flex-col gap-3">
      <Button variant="primary" busy={busy} onClick={() => send(show)}>
        {t('use')}
      </Button>
      <ErrorMessage message={error} />
    </div>
  );
}

type CodeFormProps = WayProps & { recovery: boolean };

function CodeForm({ callbackUrl, recovery }: CodeFormProps) {
  const t = useTranslations('secondFactor.signIn');
  const { busy, error, send } = useSecondFactor(callbackUrl);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = readForm(event.currentTarget, 'code');
    send(async () => fields);
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <CodeField
        label={recovery ? t('recoveryCode') : t('code')}
        hint={recovery ? t('recoveryHint') : t('codeHint')}
        recovery={recovery}
      />
      <ErrorMessage message={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {t('continue')}
      </Button>
    </form>
  );
}

type Props = WayProps & {
  /** The authenticator app; null if there is none. */
  app: { readable: boolean } | null;
  passkey: boolean;
  /** Whether there are recovery codes. */
  recovery: boolean;
};

/** Asks for a second factor, in all the ways that the user has. */
export function SecondFactorForm({ callbackUrl, app, passkey, recovery }: Props) {
  const t = useTranslations('secondFactor.signIn');
  const tAuth = useTranslations('auth.errors');
  const hasApp = app?.readable === true;
  const [usesRecovery, setUsesRecovery] = useState(!hasApp && !passkey);
  const { error, run } = useAction();
  return (
    <>
      {app && !app.readable && <ErrorMessage message={tAuth('AuthenticatorUnreadable')} />}
      {passkey && !usesRecovery && <PasskeyButton callbackUrl={callbackUrl} />}
      {(hasApp || usesRecovery) && (
        <CodeForm key={String(usesRecovery)} callbackUrl={callbackUrl} recovery={usesRecovery} />
      )}
      <div className="flex flex-col items-start gap-3 text-sm">
        {(hasApp || passkey) && recovery && (
          <Button variant="ghost" className="-ml-4" onClick={() => setUsesRecovery(!usesRecovery)}>
            {usesRecovery ? t('back') : t('useRecovery')}
          </Button>
        )}
        <Button variant="ghost" className="-ml-4" onClick={() => run(signOut)}>
          {t('cancel')}
        </Button>
        <ErrorMessage message={error} />
        <p className="text-muted">{t('lost')}</p>
      </div>
    </>
  );
}
