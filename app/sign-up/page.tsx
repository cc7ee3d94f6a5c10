import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthLayout, authPageParams, ProviderList } from '@/components/auth/auth-page';
import { SignUpForm } from '@/components/auth/password-forms';
import { SignUpByInvitation } from '@/components/auth/sign-up-by-invitation';
import { mayBeFirst, signInMethods } from '@/lib/auth';
import { requestContext } from '@/lib/http/request-context';
import { signInPath } from '@/lib/paths';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signUp');
  return { title: t('title') };
}

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const t = await getTranslations('auth.signUp');
  const { callbackUrl } = await authPageParams(searchParams);
  const { signUp } = signInMethods();
  const isFirst = await mayBeFirst(await requestContext());
  const mayAnybody = signUp === 'open' || isFirst;
  return (
    <AuthLayout title={t('title')}>
      {isFirst && <p className="text-muted">{t('first')}</p>}
      {mayAnybody && (
        <>
          <SignUpForm callbackUrl={callbackUrl} />
          <ProviderList callbackUrl={callbackUrl} />
        </>
      )}
      {!mayAnybody && signUp === 'invite' && <SignUpByInvitation callbackUrl={callbackUrl} />}
      {signUp === 'closed' && <p className="text-muted">{t('closed')}</p>}
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
