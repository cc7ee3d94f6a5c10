import { useTranslations } from 'next-intl';
import { CompareSlider } from './compare-slider';

type Props = { before: string; after: string; alt: string };

/** Before and after in one frame, with a divider that moves by pointer, touch and arrow keys. */
export function Compare({ before, after, alt }: Props) {
  const t = useTranslations('common.picture');
  const texts = {
    before: t('before'),
    after: t('after'),
    beforeAlt: t('beforeAlt', { alt }),
    afterAlt: t('afterAlt', { alt }),
    alt,
    handle: t('compare'),
    missing: t('missing'),
  };
  return <CompareSlider before={before} after={after} texts={texts} />;
}
