import type { Metadata } from 'next';
import Link from 'next/link';
import { signInPath } from '@/app/_ui/paths';
import { signInMethods } from '@/lib/auth';
import { AuthLayout } from '../sign-in/_components/entrance';
import { authPageParams } from '../sign-in/_components/entrance-params';
import { ProviderList } from '../sign-in/_components/other-ways';
import { SignUpForm } from './sign-up-form';

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
