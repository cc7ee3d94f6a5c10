import { getTranslations } from 'next-intl/server';
import { Section } from '@/components/account/section';
import { PasskeyList } from '@/components/passkeys/passkey-list';
import { requestContext } from '@/lib/http/request-context';
import { listPasskeys } from '@/lib/passkeys';
import { getSecondFactor } from '@/lib/second-factor';
import { AuthenticatorPanel } from './authenticator-panel';
import { RecoveryPanel } from './recovery-panel';

type Props = { user: { id: string; email: string } };

/** The second factor in the security settings: authenticator app, passkeys, recovery codes. */
export async function SecondFactorSections({ user }: Props) {
  const t = await getTranslations('secondFactor');
  const tPasskeys = await getTranslations('passkeys');
  const ctx = await requestContext();
  const [{ authenticator, recoveryCodesLeft }, passkeys] = await Promise.all([
    getSecondFactor(ctx, user.id),
    listPasskeys(ctx, user.id),
  ]);
  return (
    <>
      <Section title={t('authenticator.title')} intro={t('authenticator.intro')}>
        <AuthenticatorPanel authenticator={authenticator} account={user.email} />
      </Section>
      <Section title={tPasskeys('title')} intro={tPasskeys('intro')}>
        <PasskeyList passkeys={passkeys} account={user.email} now={ctx.now()} />
      </Section>
      {(authenticator || passkeys.length > 0) && (
        <Section title={t('recovery.title')} intro={t('recovery.intro')}>
          <RecoveryPanel left={recoveryCodesLeft} account={user.email} />
        </Section>
      )}
    </>
  );
}
