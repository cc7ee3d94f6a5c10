'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatLocal, formatUtc } from '@/components/ui/format';
import { useHydratedValue } from '@/components/ui/hydration';
import type { JobView } from '@/lib/jobs';
import { isolate } from '@/lib/visible-text';

/**
 * What a card's job is called in a sentence: its label, else its mode and when it was added. Never its id, which says
 * nothing to a person.
 */
export function useCardName({ label, mode, addedAt }: JobView): string {
  const t = useTranslations('wall.card');
  const locale = useLocale();
  const date = useHydratedValue(() => formatLocal(addedAt, locale), formatUtc(addedAt, locale));
  if (label) return isolate(label);
  return mode ? t('named', { mode: isolate(mode), date }) : t('unnamed', { date });
}
