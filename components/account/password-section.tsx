'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { readForm } from '@/components/ui/input';
import { PasswordField } from '@/components/ui/password-field';
import { forgotPasswordPath } from '@/lib/paths';
import { NewPasswordField } from './new-password-field';
import { Section } from './section';

type Props = {
  /** For password managers: whose password it is. */
  email: string;
  hasPassword: boolean;
};

/** Changes the user's password, or sets the first one. */
export function PasswordSection({ email, hasPassword }: Props) {
  const t = useTranslations('security.password');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [done, setDone] = useState<'changed' | 'wasSet' | null>(null);
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { current, password } = readForm(event.currentTarget, 'current', 'password');
    setDone(null);
    run(async () => {
      if (hasPassword)
        await callApi('PATCH /api/account/password', { body: { current, password } });
      else await callApi('POST /api/account/password', { body: { password } });
      form.current?.reset();
      setDone(hasPassword ? 'changed' : 'wasSet');
      // The list of sessions below is another one now.
      router.refresh();
    });
  }

  return (
    <Section title={t('title')} intro={hasPassword ? t('changeHint') : t('setHint')}>
      <form ref={form} method="post" onSubmit={submit} className="flex max-w-sm flex-col gap-4">
        <input type="text" name="username" autoComplete="username" defaultValue={email} hidden />
        {hasPassword && (
          <PasswordField
            label={t('current')}
            name="current"
            autoComplete="current-password"
            required
          />
        )}
        <NewPasswordField label={t('new')} />
        <ErrorMessage message={error} />
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button type="submit" busy={busy}>
            {hasPassword ? t('change') : t('set')}
          </Button>
          {hasPassword && (
            <Link
              href={forgotPasswordPath()}
              className="text-muted text-sm underline underline-offset-4"
            >
              {t('forgot')}
            </Link>
          )}
        </div>
        <p role="status" className="min-h-5 text-muted text-sm">
          {done && t(done)}
        </p>
      </form>
    </Section>
  );
}
