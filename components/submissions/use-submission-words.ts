'use client';

import { useTranslations } from 'next-intl';
import type { SubmissionView } from '@/lib/submissions';

/** Says how a submission stands, and why, in the language of the page. */
export function useSubmissionWords() {
  const t = useTranslations('sent');
  return {
    state({ state, place }: SubmissionView): string {
      return state === 'queued' && place !== null ? t('place', { place }) : t(`state.${state}`);
    },
    problem({ problem }: SubmissionView): string | null {
      return problem && t(`problem.${problem}`);
    },
  };
}
