'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ApiResult } from '@/components/api-client';
import { CopyField } from '@/components/ui/copy-button';

/** The link of an invitation, which is shown once. */
export function MadeInvitation({ made }: { made: ApiResult<'POST /api/invitations'> }) {
  const t = useTranslations('people.invite');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { email } = made.invitation;
  const sentence = made.mailed ? 'mailed' : email === null ? 'open' : 'forAddress';
  return (
    <section
      aria-labelledby="made-invitation"
      className="flex flex-col gap-3 rounded-panel border border-accent/60 bg-panel p-5 sm:p-6"
    >
      <h2 id="made-invitation" className="font-semibold tracking-tight">
        {t('made')}
      </h2>
      <p className="wrap-anywhere text-muted text-sm">{t(sentence, { email: email ?? '' })}</p>
      <CopyField ref={field} text={made.url} label={t('field')} copyName={t('copy')} />
    </section>
  );
}
