'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useState } from 'react';
import { type ApiResult, callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { askForPasskey } from '@/components/passkeys/browser';
import { CodeField } from '@/components/second-factor/code-field';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { AlertDialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import { readForm } from '@/components/ui/input';
import { PasswordField } from '@/components/ui/password-field';
import { signInAgainPath } from '@/lib/paths';

type Ways = ApiResult<'GET /api/account/confirm'>;

type Props = { onSettle: (confirmed: boolean) => void };

type FormProps = Props & { way: 'password' | 'code' };

/** Takes the password, or a code. */
function SecretForm({ way, onSettle }: FormProps) {
  const t = useTranslations('confirmation');
  const tCommon = useTranslations('common');
  const { busy, error, run } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // A dialog is in a portal, but its events bubble through the components above it.
    event.stopPropagation();
    const { password, code } = readForm(event.currentTarget, 'password', 'code');
    const body = way === 'password' ? { password } : { code };
    run(async () => {
      await callApi('POST /api/account/confirm', { body });
      onSettle(true);
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {way === 'password' ? (
        <PasswordField
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
        />
      ) : (
        <CodeField label={t('code')} hint={t('codeHint')} />
      )}
      <ErrorMessage message={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={() => onSettle(false)}>{tCommon('cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t('confirm')}
        </Button>
      </div>
    </form>
  );
}

/** Takes a passkey. */
function PasskeyWay({ onSettle }: Props) {
  const t = useTranslations('confirmation');
  const { busy, error, run } = useAction();

  function ask() {
    run(async () => {
      const passkey = await askForPasskey(await callApi('POST /api/account/confirm/passkey'));
      await callApi('POST /api/account/confirm', { body: { passkey } });
      onSettle(true);
    });
  }

  return (
    <>
      <Button busy={busy} onClick={ask} className="self-start">
        {t('passkey')}
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}

/** The ways that a user has to confirm without leaving the page. */
function WaysHere({ ways, onSettle }: Props & { ways: Ways }) {
  const t = useTranslations('confirmation');
  const [wantsCode, setWantsCode] = useState(!ways.password);
  const way = wantsCode && ways.code ? 'code' : ways.password ? 'password' : null;
  return (
    <>
      {way && <SecretForm key={way} way={way} onSettle={onSettle} />}
      {ways.passkey && <PasskeyWay onSettle={onSettle} />}
      {ways.password && ways.code && (
        <button
          type="button"
          onClick={() => setWantsCode(!wantsCode)}
          className="self-start text-muted text-sm underline underline-offset-4"
        >
          {wantsCode ? t('usePassword') : t('useCode')}
        </button>
      )}
    </>
  );
}

/** Signing in again, which every account can: it returns to this page. */
function SignInAgain({ alone }: { alone: boolean }) {
  const t = useTranslations('confirmation');
  const href = signInAgainPath(usePathname());
  if (alone) {
    return (
      <a href={href} className={buttonClass({ variant: 'primary' })}>
        {t('signInAgain')}
      </a>
    );
  }
  return (
    <a href={href} className="self-start text-muted text-sm underline underline-offset-4">
      {t('anotherWay')}
    </a>
  );
}

/** Asks a user to confirm who they are, before an action that protects the account. */
export function ConfirmationDialog({ onSettle }: Props) {
  const t = useTranslations('confirmation');
  const { error, run } = useAction();
  const [ways, setWays] = useState<Ways | null>(null);

  // Asked once, when the dialog opens.
  useEffect(() => run(async () => setWays(await callApi('GET /api/account/confirm'))), []);

  // Opened with its form, so that the focus goes into it.
  if (ways === null && error === null) return null;
  const hasNone = ways !== null && !ways.password && !ways.code && !ways.passkey;
  return (
    <AlertDialog title={t('title')} onClose={() => onSettle(false)}>
      <p className="text-muted text-sm">{hasNone ? t('noPassword') : t('body')}</p>
      <ErrorMessage message={error} />
      {ways && <WaysHere ways={ways} onSettle={onSettle} />}
      {ways && <SignInAgain alone={hasNone} />}
    </AlertDialog>
  );
}
