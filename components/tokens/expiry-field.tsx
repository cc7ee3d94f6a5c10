'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FieldFrame } from '@/components/ui/field';
import { Select } from '@/components/ui/input';

const CHOICES = ['7', '30', '90', '365', 'never'] as const;

/** The lifetime of a new token, submitted as `days`: a number or `never`. */
export function ExpiryField() {
  const t = useTranslations('tokens.form');
  const [days, setDays] = useState('90');
  const hint = days === 'never' ? t('neverHint') : t('expiryHint');
  const nameOf = (value: (typeof CHOICES)[number]) => {
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
          {CHOICES.map((value) => (
            <option key={value} value={value}>
              {nameOf(value)}
            </option>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}
