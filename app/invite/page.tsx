import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthLayout, authPageParams, ProviderList } from '@/components/auth/auth-page';
import { SignUpForm } from '@/components/auth/password-forms';
import { HOME, signInMethods } from '@/lib/auth';
import { requestContext } from '@/lib/http/request-context';
import { findInvitation } from '@/lib/invitations';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.invitation');
  return { title: t('title') };
}

/** The page of an invitation: how to sign up with it. Reading it uses nothing up. */
export default async function InvitePage({ searchParams }: PageProps<'/invite'>) {
  const t = await getTranslations('auth.invitation');
  await authPageParams(searchParams);
  const { token } = await searchParams;
  const invitation = await findInvitation(await requestContext(), token);
  if (invitation === null || signInMethods().signUp === 'closed') notFound();
  const { email } = invitation;
  const invited = { token: String(token), email };
  return (
    <AuthLayout title={t('title')}>
      <p className="wrap-anywhere text-muted">{email ? t('forAddress', { email }) : t('open')}</p>
      <SignUpForm callbackUrl={HOME} invitation={invited} />
      <ProviderList callbackUrl={HOME} invitation={invited} />
    </AuthLayout>
  );
}
