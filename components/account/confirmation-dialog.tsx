'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useState } from 'react';
import { type ApiResult, callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { AlertDialog } from '@/components/ui/dialog';
import { ErrorMessage } from '@/components/ui/feedback';
import { readForm } from '@/components/ui/input';
import { PasswordField } from '@/components/ui/password-field';
import { signInAgainPath } from '@/lib/paths';

type Ways = ApiResult<'GET /api/account/confirm'>;

type Props = { onSettle: (confirmed: boolean) => void };

function PasswordForm({ onSettle }: Props) {
  const t = useTranslations('confirmation');
  const tCommon = useTranslations('common');
  const { busy, error, run } = useAction();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // A dialog is in a portal, but its events bubble through the components above it.
    event.stopPropagation();
    const { password } = readForm(event.currentTarget, 'password');
    run(async () => {
      await callApi('POST /api/account/confirm', { body: { password } });
      onSettle(true);
    });
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <PasswordField
        label={t('password')}
        name="password"
        autoComplete="current-password"
        required
      />
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
  return (
    <AlertDialog title={t('title')} onClose={() => onSettle(false)}>
      <p className="text-muted text-sm">{ways?.password === false ? t('noPassword') : t('body')}</p>
      <ErrorMessage message={error} />
      {ways?.password && <PasswordForm onSettle={onSettle} />}
      {ways && <SignInAgain alone={!ways.password} />}
    </AlertDialog>
  );
}
