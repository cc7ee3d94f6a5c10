'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Button } from './button';
import { Field } from './field';

/** A password field with a button that shows the password. */
export function PasswordField(props: Omit<ComponentProps<typeof Field>, 'type' | 'end'>) {
  const t = useTranslations('common.password');
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      end={
        <Button
          variant="ghost"
          size="small"
          aria-label={shown ? t('hideNamed') : t('showNamed')}
          onClick={() => setShown(!shown)}
        >
          {shown ? t('hide') : t('show')}
        </Button>
      }
    />
  );
}
