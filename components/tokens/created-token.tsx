'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-button';
import type { MadeToken } from './new-token-form';

type Props = { made: MadeToken; onDone: () => void };

/** Shows the value of a new token, once. */
export function CreatedToken({ made, onDone }: Props) {
  const t = useTranslations('tokens.created');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  return (
    <section
      aria-labelledby="fresh"
      className="flex flex-col gap-4 rounded-panel border border-accent/60 bg-panel p-5 sm:p-6"
    >
      <div className="flex flex-col gap-1">
        <h2 id="fresh" className="wrap-break-word font-semibold tracking-tight">
          {t('title', { name: made.view.name })}
        </h2>
        <p className="text-muted text-sm">{t('body')}</p>
      </div>
      <CopyField ref={field} text={made.token} label={t('field')} copyName={t('copy')} />
      <Button onClick={onDone} className="self-start">
        {t('done')}
      </Button>
    </section>
  );
}
