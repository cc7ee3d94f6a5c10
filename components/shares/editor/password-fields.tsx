'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { useNextFocus } from '@/components/ui/use-next-focus';
import { LONGEST_SHARE_PASSWORD, SHORTEST_SHARE_PASSWORD } from '@/lib/shares/model';
import type { Draft } from './draft';

type Props = {
  password: Draft['password'];
  /** Whether the stored link has one. */
  hasPassword: boolean;
  onChange: (change: Pick<Draft, 'password'>) => void;
};

/** Sets, changes or removes the password of a link. */
export function PasswordFields({ password, hasPassword, onChange }: Props) {
  const t = useTranslations('links.password');
  const place = useRef<HTMLDivElement>(null);
  const focusNext = useNextFocus(place);

  /** What was pressed makes room for something else. */
  function change(next: Draft['password']) {
    focusNext(next === '' ? 'input' : 'button');
    onChange({ password: next });
  }

  if (typeof password === 'string') {
    return (
      <div ref={place} className="flex flex-col gap-2">
        <PasswordField
          label={t('new')}
          hint={t('hint')}
          autoComplete="off"
          required
          minLength={SHORTEST_SHARE_PASSWORD}
          maxLength={LONGEST_SHARE_PASSWORD}
          value={password}
          onChange={({ target }) => onChange({ password: target.value })}
        />
        <Button size="small" onClick={() => change(undefined)} className="self-start text-xs!">
          {hasPassword ? t('keep') : t('none')}
        </Button>
      </div>
    );
  }
  const has = hasPassword && password !== null;
  return (
    <div ref={place} className="flex flex-col gap-1.5">
      <p className="font-medium text-sm">{t('label')}</p>
      <p className="text-muted text-sm">
        {has ? t('isSet') : t(password === null ? 'goes' : 'isNot')}
      </p>
      <div className="flex flex-wrap gap-2">
        {password === null ? (
          <Button size="small" onClick={() => change(undefined)}>
            {t('keep')}
          </Button>
        ) : (
          <Button size="small" onClick={() => change('')}>
            {has ? t('change') : t('set')}
          </Button>
        )}
        {has && (
          <Button size="small" onClick={() => change(null)}>
            {t('remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
