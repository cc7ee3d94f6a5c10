import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/components/ui/button-class';
import { readAddressLink } from '@/lib/account';
import { requestContext, requirePageUser } from '@/lib/http/request-context';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.confirmAddress');
  return { title: t('title') };
}

/** A link that does nothing here: for another account, used, expired or incomplete. */
async function Useless({ foreign, email }: { foreign: boolean; email: string }) {
  const t = await getTranslations('account.confirmAddress');
  return (
    <div className="flex max-w-prose flex-col gap-4">
      <h1 className="font-medium text-title">{t(foreign ? 'foreignTitle' : 'invalidTitle')}</h1>
      <p className="wrap-anywhere text-muted">
        {foreign ? t('foreignBody', { email }) : t('invalidBody')}
      </p>
      <Link
        href="/settings/account"
        className="self-start text-accent underline underline-offset-4"
      >
        {t('back')}
      </Link>
    </div>
  );
}

/** Where the link leads that was mailed to an address. Reading the page changes nothing; its button does. */
export default async function ConfirmAddressPage({
  searchParams,
}: PageProps<'/settings/account/confirm'>) {
  const user = await requirePageUser('/settings/account');
  const { token } = await searchParams;
  const t = await getTranslations('account.confirmAddress');
  const link = await readAddressLink(await requestContext(), user, token);
  if (link === null || link === 'foreign') {
    return <Useless foreign={link === 'foreign'} email={user.email} />;
  }
  const addresses = { old: user.email, email: link.email };
  return (
    <div className="flex max-w-prose flex-col gap-6">
      <h1 className="font-medium text-title">{t(link.isNew ? 'changeTitle' : 'title')}</h1>
      <p className="wrap-anywhere text-muted">
        {link.isNew ? t('changeBody', addresses) : t('body', addresses)}
      </p>
      <form method="post" action="/api/account/address/confirm">
        <input type="hidden" name="token" value={String(token)} />
        <button type="submit" className={buttonClass({ variant: 'primary' })}>
          {t(link.isNew ? 'change' : 'confirm')}
        </button>
      </form>
    </div>
  );
}
