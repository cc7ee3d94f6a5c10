import type { Metadata } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { AuthLayout } from '@/components/auth/auth-page';
import { LINK_MINUTES } from '@/lib/auth';
import { signInPath } from '@/lib/paths';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.checkMail');
  return { title: t('title') };
}

export default function CheckMailPage() {
  const t = useTranslations('auth.checkMail');
  return (
    <AuthLayout title={t('title')}>
      <p className="text-muted">{t('body', { minutes: LINK_MINUTES })}</p>
      <Link href={signInPath()} className="self-start text-accent underline underline-offset-4">
        {t('back')}
      </Link>
    </AuthLayout>
  );
}
