'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { signInWith } from './auth-client';
import { authErrorKey } from './auth-error';

type Props = { provider: string; name: string; callbackUrl: string };

/** Signs in with an OAuth provider. */
export function ProviderButton({ provider, name, callbackUrl }: Props) {
  const t = useTranslations('auth');
  const { busy, error, run, setError } = useAction();

  function leave() {
    run(async () => {
      const code = await signInWith(provider, callbackUrl);
      if (code !== null) setError(t(`errors.${authErrorKey(code)}`));
    });
  }

  return (
    <>
      <Button busy={busy} onClick={leave}>
        {t('form.continueWith', { provider: name })}
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}
