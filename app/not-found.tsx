import type { Metadata } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { PublicFrame } from '@/components/layout/public-frame';
import { buttonClass } from '@/components/ui/button-class';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.notFound');
  return { title: t('title') };
}

export default function NotFound() {
  const t = useTranslations('common.notFound');
  return (
    <PublicFrame>
      <div className="flex flex-col items-start gap-4">
        <h1 className="font-medium text-title">{t('title')}</h1>
        <p className="text-muted">{t('body')}</p>
        <Link href="/" className={buttonClass()}>
          {t('home')}
        </Link>
      </div>
    </PublicFrame>
  );
}
