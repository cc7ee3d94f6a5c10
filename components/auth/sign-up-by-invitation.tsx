import 'server-only';
import { useTranslations } from 'next-intl';
import { signInMethods } from '@/lib/auth';
import { ProviderList } from './auth-page';

/** What to do where people sign up by invitation: ask for one, or prove an address of the team's domains. */
export function SignUpByInvitation({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('auth.signUp');
  const { oauth, email, signUpDomains } = signInMethods();
  const canProve = signUpDomains.length > 0 && (email || oauth.length > 0);
  return (
    <>
      <p className="text-muted">{t('byInvitation')}</p>
      {canProve && (
        <>
          <p className="wrap-anywhere text-muted">
            {t('byDomain', {
              domains: signUpDomains.join(', '),
              ways: email ? (oauth.length > 0 ? 'both' : 'mail') : 'issuer',
            })}
          </p>
          <ProviderList callbackUrl={callbackUrl} />
        </>
      )}
    </>
  );
}
