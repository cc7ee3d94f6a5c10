import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthLayout } from '@/components/auth/auth-page';
import { ResetPasswordForm } from '@/components/auth/reset-password-form';
import { readResetLink } from '@/lib/auth';
import { RESET_MINUTES } from '@/lib/auth/model';
import { requestContext } from '@/lib/http/request-context';
import { forgotPasswordPath } from '@/lib/paths';
import { isolate } from '@/lib/visible-text';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.reset');
  return { title: t('title'), robots: { index: false }, referrer: 'no-referrer' };
}

/** The target of a link that sets a new password. Opening it changes nothing: mail scanners do so too. */
export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const t = await getTranslations('auth.reset');
  const { token } = await searchParams;
  const owner = await readResetLink(await requestContext(), token);
  if (owner === null || typeof token !== 'string') {
    return (
      <AuthLayout title={t('title')}>
        <p className="text-muted">{t('invalid', { minutes: RESET_MINUTES })}</p>
        <Link
          href={forgotPasswordPath()}
          className="self-start text-accent underline underline-offset-4"
        >
          {t('again')}
        </Link>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t('title')}>
      <p className="wrap-anywhere text-muted">{t('intro', { email: isolate(owner.email) })}</p>
      <ResetPasswordForm token={token} email={owner.email} />
    </AuthLayout>
  );
}
