import { getTranslations } from 'next-intl/server';
import { requestContext } from '@/lib/http/request-context';
import { summarizeMyAccount } from '@/lib/my-data';
import { DeleteAccount } from './delete-account';
import { ExportButton } from './export-button';
import { Section } from './section';

/** Taking one's data along, and leaving. */
export async function MyData({ user }: { user: { id: string; email: string } }) {
  const t = await getTranslations('myData');
  const goes = await summarizeMyAccount(await requestContext(), user.id);
  return (
    <>
      <Section title={t('export.title')} intro={t('export.intro')}>
        <ExportButton />
      </Section>
      <Section title={t('delete.title')} intro={t('delete.intro')}>
        <DeleteAccount email={user.email} goes={goes} />
      </Section>
    </>
  );
}
