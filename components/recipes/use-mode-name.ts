'use client';

import { useTranslations } from 'next-intl';
import { isModeName } from '@/lib/submissions/modes';

/** The name of a mode in the language of the page; a mode that this version does not know has Gepetto's. */
export function useModeName(): (mode: string) => string {
  const t = useTranslations('newJob.mode');
  return (mode) => (isModeName(mode) ? t(`${mode}.name`) : mode);
}
