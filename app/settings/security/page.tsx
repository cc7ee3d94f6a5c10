import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { PasswordSection } from '@/components/account/password-section';
import { SessionList } from '@/components/account/session-list';
import { WaysInSection } from '@/components/account/ways-in';
import { SecondFactorSections } from '@/components/second-factor/sections';
import { confirmationWays, listSessions } from '@/lib/auth';
import { requestContext, requirePageUser } from '@/lib/http/request-context';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('security.page');
  return { title: t('title') };
}

/** How the user signs in, and where they are signed in: one section for each concept. */
export default async function SecurityPage({ searchParams }: PageProps<'/settings/security'>) {
  const t = await getTranslations('security.page');
  const user = await requirePageUser('/settings/security');
  const ctx = await requestContext();
  const [{ password }, sessions] = await Promise.all([
    confirmationWays(ctx, user.id),
    listSessions(ctx, user, await headers()),
  ]);
  return (
    <div className="flex flex-col gap-10">
      <div>
        <h1 className="font-medium text-title">{t('heading')}</h1>
        <p className="mt-3 max-w-prose text-muted">{t('intro')}</p>
      </div>
      <WaysInSection user={user} notice={(await searchParams).notice} />
      <PasswordSection email={user.email} hasPassword={password} />
      <SecondFactorSections user={user} />
      <SessionList sessions={sessions} now={ctx.now()} />
    </div>
  );
}
