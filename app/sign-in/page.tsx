import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { authErrorKey } from '@/components/auth/auth-client';
import { AuthLayout, authPageParams, ProviderList } from '@/components/auth/auth-page';
import { PasswordForm } from '@/components/auth/password-forms';
import { PasskeySignIn } from '@/components/passkeys/passkey-sign-in';
import { ErrorMessage } from '@/components/ui/feedback';
import { signInMethods } from '@/lib/auth';
import { forgotPasswordPath, signUpPath } from '@/lib/paths';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn');
  return { title: t('title') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const t = await getTranslations('auth');
  const { callbackUrl, error, again } = await authPageParams(searchParams);
  const offersSignUp = signInMethods().signUp !== 'closed';
  return (
    <AuthLayout title={t('signIn.title')}>
      <ErrorMessage message={error ? t(`errors.${authErrorKey(error)}`) : null} />
      {again && <p className="text-muted">{t('signIn.again')}</p>}
      <PasswordForm callbackUrl={callbackUrl} />
      <Link
        href={forgotPasswordPath()}
        className="-mt-4 self-start text-muted text-sm underline underline-offset-4"
      >
        {t('forgot.link')}
      </Link>
      <PasskeySignIn callbackUrl={callbackUrl} />
      <ProviderList callbackUrl={callbackUrl} />
      {offersSignUp && (
        <p className="text-muted text-sm">
          {t.rich('signIn.noAccount', {
            link: (text) => (
              <Link
                href={signUpPath(callbackUrl)}
                className="text-accent underline underline-offset-4"
              >
                {text}
              </Link>
            ),
          })}
        </p>
      )}
    </AuthLayout>
  );
}
