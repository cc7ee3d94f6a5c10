import { useTranslations } from 'next-intl';
import { signInMethods } from '@/lib/auth';
import { MailForm } from './mail-form';
import { ProviderButton } from './provider-button';

/** The configured ways to sign in besides a password. */
export function ProviderList({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('auth.form');
  const { oauth, email } = signInMethods();
  if (oauth.length === 0 && !email) return null;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      {oauth.map(({ id, name }) => (
        <ProviderButton key={id} provider={id} name={name} callbackUrl={callbackUrl} />
      ))}
      {email && <MailForm callbackUrl={callbackUrl} />}
    </div>
  );
}
