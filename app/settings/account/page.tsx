import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddressSection } from '@/components/account/address-section';
import { CostsSection } from '@/components/account/costs-section';
import { MaskColourChoice } from '@/components/account/mask-colour';
import { MyData } from '@/components/account/my-data';
import { NameForm } from '@/components/account/name-form';
import { Preferences } from '@/components/account/preferences';
import { StorageSection } from '@/components/account/storage-section';
import { StoredOutput } from '@/components/account/stored-output';
import { StudioSection } from '@/components/account/studio-section';
import { requirePageUser } from '@/lib/http/request-context';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.page');
  return { title: t('title') };
}

/** Who the user is, and what they prefer. */
export default async function AccountPage({ searchParams }: PageProps<'/settings/account'>) {
  const t = await getTranslations('account');
  const user = await requirePageUser('/settings/account');
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-6">
        <h1 className="font-medium text-title">{t('page.title')}</h1>
        <NameForm field="name" label={t('name.label')} value={user.name} />
      </div>
      <AddressSection user={user} notice={(await searchParams).notice} />
      <Preferences />
      <StudioSection userId={user.id} />
      <CostsSection userId={user.id} />
      <StorageSection userId={user.id} />
      <StoredOutput chosen={user.storedOutput} />
      <MaskColourChoice chosen={user.maskColour} />
      <MyData user={user} />
    </div>
  );
}
