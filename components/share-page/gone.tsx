import { useTranslations } from 'next-intl';

/** What a visitor sees of a link that is unknown, revoked or over, or that they are locked out of: always the same. */
export function Gone() {
  const t = useTranslations('shares.notFound');
  return (
    <div className="mx-auto flex max-w-md flex-col gap-3 text-center">
      <h1 className="font-medium text-title">{t('title')}</h1>
      <p className="text-muted">{t('body')}</p>
    </div>
  );
}
