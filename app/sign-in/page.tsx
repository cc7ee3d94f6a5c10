import type { Metadata } from 'next';
import Link from 'next/link';
import { ErrorNote } from '@/app/_ui/error-note';
import { signUpPath } from '@/app/_ui/paths';
import { signInMethods } from '@/lib/auth';
import { Entrance } from './_components/entrance';
import { entranceParams } from './_components/entrance-params';
import { errorSentence } from './_components/error-sentence';
import { OtherWays } from './_components/other-ways';
import { PasswordForm } from './_components/password-form';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, error } = await entranceParams(searchParams);
  const { signUpOpen } = signInMethods();
  return (
    <Entrance title="Sign in">
      <ErrorNote message={errorSentence(error)} />
      <PasswordForm callbackUrl={callbackUrl} />
      <OtherWays callbackUrl={callbackUrl} />
      {signUpOpen && (
        <p className="text-muted text-sm">
          No account yet?{' '}
          <Link href={signUpPath(callbackUrl)} className="text-accent underline underline-offset-4">
            Sign up
          </Link>
        </p>
      )}
    </Entrance>
  );
}
