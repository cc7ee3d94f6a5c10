import { useTranslations } from 'next-intl';
import type { ComparisonTexts } from '@/components/compare/compare';

/** The texts of a comparison in the page's language. Works in server and client components. */
export function useComparisonTexts(): ComparisonTexts {
  const t = useTranslations('common.picture');
  const { before, after } = { before: t('before'), after: t('after') };
  return {
    before,
    after,
    handle: t('compare'),
    missing: t('missing'),
    choice: t('ways.label'),
    ways: { slider: t('ways.slider'), side: t('ways.side'), hold: t('ways.hold') },
    hold: t('hold'),
  };
}
