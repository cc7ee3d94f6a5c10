'use client';

import { useTranslations } from 'next-intl';
import type { Messages } from '@/lib/i18n';

type Value = keyof Messages['newJob']['value'];

/** Names one of Gepetto's values in the language of the page; a value without a name of ours is shown verbatim. */
export function useValueName(): (value: string) => string {
  const t = useTranslations('newJob.value');
  return (value) => (t.has(`${value as Value}`) ? t(`${value as Value}`) : value);
}
