import { buttonClass } from '@/components/ui/button-class';

type Props = {
  secret: { email: string; token: string };
  /** Where to go afterwards. */
  callbackUrl: string;
  /** The text of the button. */
  label: string;
};

/** The one button of a mailed link's page: a plain form, which works without JavaScript. */
export function LinkForm({ secret, callbackUrl, label }: Props) {
  return (
    <form method="post" action="/api/auth/callback/email" className="flex flex-col">
      <input type="hidden" name="email" value={secret.email} />
      <input type="hidden" name="token" value={secret.token} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <button type="submit" className={buttonClass({ variant: 'primary' })}>
        {label}
      </button>
    </form>
  );
}
