'use client';

import { useTranslations } from 'next-intl';
import { PasswordField } from '@/components/ui/password-field';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/auth/model';

/** The field for a password that somebody chooses, with the rule for it; submitted as `password`. */
export function NewPasswordField({ label }: { label: string }) {
  const t = useTranslations('common.password');
  return (
    <PasswordField
      label={label}
      hint={t('rule', { count: SHORTEST_PASSWORD })}
      name="password"
      autoComplete="new-password"
      minLength={SHORTEST_PASSWORD}
      maxLength={LONGEST_PASSWORD}
      required
    />
  );
}
