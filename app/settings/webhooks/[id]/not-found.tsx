import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** For a webhook that is not the user's, whether it exists or not. */
export default function WebhookNotFound() {
  const t = useTranslations('webhooks.notFound');
  return (
    <div className="flex flex-col items-start gap-3">
      <title>{`${t('title')} · Bottega`}</title>
      <h1 className="font-medium text-title">{t('title')}</h1>
      <p className="text-muted">{t('body')}</p>
      <Link href="/settings/webhooks" className="text-accent underline underline-offset-4">
        {t('back')}
      </Link>
    </div>
  );
}
