import { useTranslations } from 'next-intl';

/** Shown for unknown and revoked links alike. */
export default function ShareNotFound() {
  const t = useTranslations('shares.notFound');
  return (
    <div className="mx-auto flex max-w-md flex-col gap-3 text-center">
      <title>{`${t('title')} · Bottega`}</title>
      <h1 className="font-medium text-title">{t('title')}</h1>
      <p className="text-muted">{t('body')}</p>
    </div>
  );
}
