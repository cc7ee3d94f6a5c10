import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthLayout } from '@/components/auth/auth-page';
import { SecondFactorForm } from '@/components/second-factor/second-factor-form';
import { currentHalfSession, HOME, safePath } from '@/lib/auth';
import { pageUser, requestContext } from '@/lib/http/request-context';
import { countPasskeys } from '@/lib/passkeys';
import { signInPath } from '@/lib/paths';
import { getSecondFactor } from '@/lib/second-factor';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('secondFactor.signIn');
  return { title: t('title') };
}

/** The half session of the request. Redirects everybody who has none. */
async function requireHalfSession(callbackUrl: string) {
  if (await pageUser()) redirect(callbackUrl as Route);
  const half = await currentHalfSession(await requestContext());
  if (half === null) redirect(signInPath(callbackUrl));
  return half;
}

/** Asks for the second factor, after the first was right. */
export default async function SecondFactorPage({
  searchParams,
}: PageProps<'/sign-in/second-factor'>) {
  const t = await getTranslations('secondFactor.signIn');
  const { callbackUrl: raw } = await searchParams;
  const callbackUrl = safePath(Array.isArray(raw) ? raw[0] : raw, HOME);
  const { userId, email } = await requireHalfSession(callbackUrl);
  const ctx = await requestContext();
  const [{ authenticator, recoveryCodesLeft }, passkeys] = await Promise.all([
    getSecondFactor(ctx, userId),
    countPasskeys(ctx.db, userId),
  ]);
  return (
    <AuthLayout title={t('title')}>
      <p className="wrap-anywhere text-muted">{t('as', { email })}</p>
      <SecondFactorForm
        callbackUrl={callbackUrl}
        app={authenticator === null ? null : { readable: authenticator.readable }}
        passkey={passkeys > 0}
        recovery={recoveryCodesLeft > 0}
      />
    </AuthLayout>
  );
}
