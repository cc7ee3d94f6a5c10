import { getTranslations } from 'next-intl/server';
import { type SignedIn, signInMethods } from '@/lib/auth';
import { AddressForm } from './address-form';
import { ConfirmAddressButton } from './confirm-address-button';
import { Section } from './section';

/** What a redirect from the page of a mailed link says has happened. */
const NOTICES = ['confirmed', 'changed', 'taken', 'unknown'] as const;

/** The user's address: whether it is confirmed, and a form to change it. */
export async function AddressSection({ user, notice }: { user: SignedIn; notice: unknown }) {
  const t = await getTranslations('account.address');
  const news = NOTICES.find((one) => one === notice);
  const proved = user.emailVerified !== null;
  return (
    <Section title={t('title')} intro={t('intro')}>
      {news && (
        <p role="status" className="rounded-panel border border-line bg-sunken p-4 text-sm">
          {t(`notice.${news}`)}
        </p>
      )}
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="wrap-anywhere font-medium">{user.email}</span>
        <span className="text-muted">{proved ? t('proved') : t('unproved')}</span>
      </p>
      {signInMethods().email ? (
        <>
          {!proved && <ConfirmAddressButton email={user.email} />}
          <AddressForm />
        </>
      ) : (
        <p className="max-w-prose text-muted text-sm">{t('noMail')}</p>
      )}
    </Section>
  );
}
