import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthLayout } from '@/components/auth/auth-layout';
import { authPageParams } from '@/components/auth/auth-page-params';
import { ProviderList } from '@/components/auth/provider-list';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { signInMethods } from '@/lib/auth';
import { signInPath } from '@/lib/paths';

export const metadata: Metadata = { title: 'Sign up' };

function Closed() {
  return (
    <p className="text-muted">
      This Bottega takes no new accounts by itself. Ask whoever runs it to let you in.
    </p>
  );
}

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const { callbackUrl } = await authPageParams(searchParams);
  const { signUpOpen } = signInMethods();
  return (
    <AuthLayout title="Sign up">
      {signUpOpen ? (
        <>
          <SignUpForm callbackUrl={callbackUrl} />
          <ProviderList callbackUrl={callbackUrl} />
        </>
      ) : (
        <Closed />
      )}
      <p className="text-muted text-sm">
        Have an account?{' '}
        <Link href={signInPath(callbackUrl)} className="text-accent underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </AuthLayout>
  );
}
