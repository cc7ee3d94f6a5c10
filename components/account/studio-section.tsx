import { getTranslations } from 'next-intl/server';
import { requestContext } from '@/lib/http/request-context';
import { getStudio } from '@/lib/shares';
import { NameForm } from './name-form';
import { Section } from './section';
import { StudioLogo } from './studio-logo';

/** How the user signs the links that they send. */
export async function StudioSection({ userId }: { userId: string }) {
  const t = await getTranslations('account.studio');
  const { name, logo } = await getStudio(await requestContext(), userId);
  return (
    <Section title={t('title')} intro={t('intro')}>
      <NameForm field="studioName" label={t('name')} value={name} />
      <StudioLogo logo={logo?.hash ?? null} />
    </Section>
  );
}
