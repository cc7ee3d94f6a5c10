import { useTranslations } from 'next-intl';
import { Gone } from '@/components/share-page/gone';

/** Shown where no server of ours is in front, which gives the page itself the status 404: see `page.tsx`. */
export default function ShareNotFound() {
  const t = useTranslations('shares.notFound');
  return (
    <>
      <title>{`${t('title')} · Bottega`}</title>
      <Gone />
    </>
  );
}
