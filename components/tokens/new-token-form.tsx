'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import type { Scope, TokenView } from '@/lib/tokens';
import { ExpiryField } from './expiry-field';
import { ScopeFields } from './scope-fields';

/** A token right after its creation, the only time that its value is known. */
export type MadeToken = { token: string; view: TokenView };

type Props = {
  onMade: (made: MadeToken) => void;
  /** Null hides the cancel button. */
  onCancel: (() => void) | null;
};

/** Creates a token: name, scopes and lifetime. */
export function NewTokenForm({ onMade, onCancel }: Props) {
  const t = useTranslations('tokens.form');
  const tCommon = useTranslations('common');
  const { busy, error, run, setError } = useAction();
  const form = useRef<HTMLFormElement>(null);
  const asked = onCancel !== null;

  useEffect(() => {
    // Only when the user has opened the form: loading the page must not move the focus.
    if (asked) form.current?.querySelector('input')?.focus();
  }, [asked]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const scopes = data.getAll('scopes') as Scope[];
    if (scopes.length === 0) {
      setError(t('noScope'));
      return;
    }
    const days = String(data.get('days'));
    const expiresInDays = days === 'never' ? null : Number(days);
    run(async () =>
      onMade(
        await callApi('POST /api/tokens', {
          body: { name: String(data.get('name')), scopes, expiresInDays },
        }),
      ),
    );
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      aria-label={t('title')}
      className="flex flex-col gap-6 rounded-panel border border-line bg-panel p-5 sm:p-6"
    >
      <Field
        label={t('name')}
        name="name"
        hint={t('nameHint')}
        placeholder={t('namePlaceholder')}
        autoComplete="off"
        maxLength={60}
        required
      />
      <ScopeFields />
      <ExpiryField />
      <ErrorMessage message={error} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {t('create')}
        </Button>
        {onCancel && (
          <Button variant="ghost" onClick={onCancel}>
            {tCommon('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
