import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthLayout } from '@/components/auth/auth-layout';
import { authPageParams } from '@/components/auth/auth-page-params';
import { errorSentence } from '@/components/auth/error-sentence';
import { PasswordForm } from '@/components/auth/password-form';
import { ProviderList } from '@/components/auth/provider-list';
import { ErrorMessage } from '@/components/ui/error-message';
import { signInMethods } from '@/lib/auth';
import { signUpPath } from '@/lib/paths';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, error } = await authPageParams(searchParams);
  const { signUpOpen } = signInMethods();
  return (
    <AuthLayout title="Sign in">
      <ErrorMessage message={errorSentence(error)} />
      <PasswordForm callbackUrl={callbackUrl} />
      <ProviderList callbackUrl={callbackUrl} />
      {signUpOpen && (
        <p className="text-muted text-sm">
          No account yet?{' '}
          <Link href={signUpPath(callbackUrl)} className="text-accent underline underline-offset-4">
            Sign up
          </Link>
        </p>
      )}
    </AuthLayout>
  );
}
