'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field, FieldFrame } from '@/components/ui/field';
import { Checkbox, Select } from '@/components/ui/input';
import type { Scope, TokenView } from '@/lib/tokens';
import { withoutControls } from '@/lib/visible-text';

/** In the order of the form. */
const SCOPES = [
  'jobs:read',
  'jobs:write',
  'jobs:start',
  'shares:read',
  'shares:write',
] satisfies Scope[];

/** The scopes of a new token; reading is preselected. */
function ScopeFields() {
  const t = useTranslations('tokens');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1.5 font-medium text-sm">{t('form.scopes')}</legend>
      {SCOPES.map((scope) => (
        <Checkbox key={scope} name="scopes" value={scope} defaultChecked={scope === 'jobs:read'}>
          {t(`scopes.${scope}`)}
          <code className="font-mono text-muted text-xs">{scope}</code>
        </Checkbox>
      ))}
    </fieldset>
  );
}

const LIFETIMES = ['7', '30', '90', '365', 'never'] as const;

/** The lifetime of a new token, submitted as `days`: a number or `never`. */
function ExpiryField() {
  const t = useTranslations('tokens.form');
  const [days, setDays] = useState('90');
  const hint = days === 'never' ? t('neverHint') : t('expiryHint');
  const nameOf = (value: (typeof LIFETIMES)[number]) => {
    if (value === 'never') return t('never');
    return value === '365' ? t('year') : t('days', { count: Number(value) });
  };
  return (
    <FieldFrame label={t('expires')} hint={hint}>
      {(control) => (
        <Select
          {...control}
          name="days"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          className="self-start"
        >
          {LIFETIMES.map((value) => (
            <option key={value} value={value}>
              {nameOf(value)}
            </option>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}

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
  const isCancellable = onCancel !== null;

  useEffect(() => {
    // Only when the user has opened the form: loading the page must not move the focus.
    if (isCancellable) form.current?.querySelector('input')?.focus();
  }, [isCancellable]);

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
          body: { name: withoutControls(String(data.get('name'))), scopes, expiresInDays },
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
        dir="auto"
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
