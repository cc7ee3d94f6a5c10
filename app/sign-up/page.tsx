import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthLayout, authPageParams, ProviderList } from '@/components/auth/auth-page';
import { SignUpForm } from '@/components/auth/password-forms';
import { signInMethods } from '@/lib/auth';
import { signInPath } from '@/lib/paths';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signUp');
  return { title: t('title') };
}

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const t = await getTranslations('auth.signUp');
  const { callbackUrl } = await authPageParams(searchParams);
  const { signUpOpen } = signInMethods();
  return (
    <AuthLayout title={t('title')}>
      {signUpOpen ? (
        <>
          <SignUpForm callbackUrl={callbackUrl} />
          <ProviderList callbackUrl={callbackUrl} />
        </>
      ) : (
        <p className="text-muted">{t('closed')}</p>
      )}
      <p className="text-muted text-sm">
        {t.rich('haveAccount', {
          link: (text) => (
            <Link
              href={signInPath(callbackUrl)}
              className="text-accent underline underline-offset-4"
            >
              {text}
            </Link>
          ),
        })}
      </p>
    </AuthLayout>
  );
}
