import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Time } from '@/components/ui/time';
import { linkedAccountId, type WaysIn, waysIn } from '@/lib/account';
import { type SignedIn, signInMethods } from '@/lib/auth';
import { requestContext } from '@/lib/http/request-context';
import { LinkButton } from './link-button';
import { Section } from './section';
import { UnlinkButton } from './unlink-button';
import { WaysInNotice } from './ways-in-notice';

type WayProps = { name: string; detail: ReactNode; children?: ReactNode };

/** One way in: its name, what it is, and a button. */
function Way({ name, detail, children }: WayProps) {
  return (
    <li className="flex flex-col items-start justify-between gap-x-6 gap-y-3 py-4 sm:flex-row sm:items-center">
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="font-medium text-sm">{name}</h3>
        <div className="wrap-anywhere text-muted text-sm">{detail}</div>
      </div>
      {children}
    </li>
  );
}

/** An account at a provider. The provider may no longer be configured: then it signs nobody in. */
async function Linked({ account }: { account: WaysIn['accounts'][number] }) {
  const t = await getTranslations('account.waysIn');
  const { provider, label, linkedAt } = account;
  const configured = signInMethods().oauth.find(({ id }) => id === provider);
  const name = configured?.name ?? provider;
  const since =
    linkedAt === null
      ? t('linkedOnce')
      : t.rich('linked', { time: () => <Time key="time" at={linkedAt} /> });
  return (
    <Way
      name={name}
      detail={
        <>
          {label && <p dir="auto">{label}</p>}
          <p className="text-xs">{configured ? since : t('notConfigured')}</p>
        </>
      }
    >
      <UnlinkButton id={linkedAccountId(account)} provider={name} label={label ?? name} />
    </Way>
  );
}

/** How the user signs in: password, link by email, passkeys, and linked accounts, with buttons to link and unlink. */
export async function WaysInSection({ user, notice }: { user: SignedIn; notice: unknown }) {
  const t = await getTranslations('account.waysIn');
  const { password, passkeys, addressProved, accounts } = await waysIn(
    await requestContext(),
    user.id,
  );
  const { oauth, email: mail } = signInMethods();
  const address = { email: user.email };
  return (
    <Section title={t('title')} intro={t('intro')}>
      <WaysInNotice notice={notice} />
      <ul className="flex flex-col divide-y divide-line border-line border-y">
        <Way name={t('password')} detail={password ? t('passwordSet') : t('passwordNone')} />
        {mail && (
          <Way
            name={t('mail')}
            detail={addressProved ? t('mailProved', address) : t('mailUnproved', address)}
          />
        )}
        <Way name={t('passkeys')} detail={t('passkeyCount', { count: passkeys })} />
        {accounts.map((account) => (
          <Linked key={linkedAccountId(account)} account={account} />
        ))}
      </ul>
      {oauth.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {oauth.map(({ id, name }) => (
            <LinkButton key={id} provider={id} name={name} />
          ))}
        </div>
      )}
    </Section>
  );
}
