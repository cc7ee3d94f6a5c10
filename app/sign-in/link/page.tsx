import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthLayout } from '@/components/auth/auth-page';
import { LinkForm } from '@/components/auth/link-form';
import { LinkNotes } from '@/components/auth/link-notes';
import { HOME, readSignInLink, safePath } from '@/lib/auth';
import { pageUser, requestContext } from '@/lib/http/request-context';
import { signInPath } from '@/lib/paths';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.link');
  return { title: t('title') };
}

/** A link that was used, has expired, or lost a part on its way. */
async function InvalidLink({ signedIn }: { signedIn: boolean }) {
  const t = await getTranslations('auth.link');
  return (
    <AuthLayout title={t('invalidTitle')}>
      <p className="text-muted">{t('invalidBody')}</p>
      <Link
        href={signedIn ? '/jobs' : signInPath()}
        className="self-start text-accent underline underline-offset-4"
      >
        {signedIn ? t('toJobs') : t('requestNew')}
      </Link>
    </AuthLayout>
  );
}

const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');

/**
 * Where a mailed link leads. Reading the page changes nothing, however often: mail scanners open links before
 * people do. The POST of its button signs in.
 */
export default async function LinkPage({ searchParams }: PageProps<'/sign-in/link'>) {
  const { email, token, callbackUrl } = await searchParams;
  const t = await getTranslations('auth.link');
  const secret = { email: text(email), token: text(token) };
  const link = await readSignInLink(await requestContext(), secret);
  const user = await pageUser();
  if (link === null) return <InvalidLink signedIn={user !== null} />;
  const isOwn = user?.id === link.userId;
  return (
    <AuthLayout title={isOwn ? t('confirmTitle') : t('title')}>
      <LinkNotes link={link} user={user} />
      <LinkForm
        secret={{ email: link.email, token: secret.token }}
        callbackUrl={safePath(text(callbackUrl), HOME)}
        label={isOwn ? t('confirm') : t('signIn')}
      />
    </AuthLayout>
  );
}
