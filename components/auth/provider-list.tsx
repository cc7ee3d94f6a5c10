import { signInMethods } from '@/lib/auth';
import { MailForm } from './mail-form';
import { ProviderButton } from './provider-button';

/** The configured ways to sign in besides a password. */
export function ProviderList({ callbackUrl }: { callbackUrl: string }) {
  const { github, google, oidc, email } = signInMethods();
  if (!github && !google && !oidc && !email) return null;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      {github && <ProviderButton provider="github" name="GitHub" callbackUrl={callbackUrl} />}
      {google && <ProviderButton provider="google" name="Google" callbackUrl={callbackUrl} />}
      {oidc && <ProviderButton provider="oidc" name={oidc.name} callbackUrl={callbackUrl} />}
      {email && <MailForm callbackUrl={callbackUrl} />}
    </div>
  );
}
