import type { Metadata } from 'next';
import Link from 'next/link';
import { ErrorMessage } from '@/app/_ui/error-note';
import { signUpPath } from '@/app/_ui/paths';
import { signInMethods } from '@/lib/auth';
import { AuthLayout } from './_components/entrance';
import { authPageParams } from './_components/entrance-params';
import { errorSentence } from './_components/error-sentence';
import { ProviderList } from './_components/other-ways';
import { PasswordForm } from './_components/password-form';

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
