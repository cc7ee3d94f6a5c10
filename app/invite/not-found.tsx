import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { AuthLayout } from '@/components/auth/auth-page';
import { signInPath } from '@/lib/paths';

/** The same page for an invitation that is unknown, used, revoked or too old. */
export default function InvitationNotFound() {
  const t = useTranslations('auth.invitation');
  return (
    <AuthLayout title={t('notFound')}>
      <p className="text-muted">{t('notFoundBody')}</p>
      <p>
        <Link href={signInPath()} className="text-accent underline underline-offset-4">
          {t('signIn')}
        </Link>
      </p>
    </AuthLayout>
  );
}
