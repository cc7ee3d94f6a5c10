import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthLayout } from '@/components/auth/auth-page';
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form';
import { signInMethods } from '@/lib/auth';
import { signInPath } from '@/lib/paths';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.forgot');
  return { title: t('title') };
}

/** For people who cannot sign in; also linked from the settings. */
export default async function ForgotPasswordPage() {
  const t = await getTranslations('auth.forgot');
  const { email } = signInMethods();
  return (
    <AuthLayout title={t('title')}>
      {email ? <ForgotPasswordForm /> : <p className="text-muted">{t('noMail')}</p>}
      <Link href={signInPath()} className="self-start text-accent underline underline-offset-4">
        {t('back')}
      </Link>
    </AuthLayout>
  );
}
