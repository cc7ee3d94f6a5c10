import { Link2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-class';

/** Before the first link: how one is made. */
export function EmptyLinks() {
  const t = useTranslations('links.none');
  return (
    <div className="flex max-w-prose flex-col items-start gap-4">
      <p className="text-muted">{t('body')}</p>
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-muted">
        <li>{t('one')}</li>
        <li>{t('several')}</li>
        <li>{t('photo')}</li>
      </ul>
      <Link href="/jobs" className={buttonClass({ variant: 'primary' })}>
        <Link2 aria-hidden className="size-4" />
        {t('go')}
      </Link>
    </div>
  );
}
