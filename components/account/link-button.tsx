'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { authErrorKey, signInWith } from '@/components/auth/auth-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';

/** Links an account: asks for it here, and then signs in at the provider. */
export function LinkButton({ provider, name }: { provider: string; name: string }) {
  const t = useTranslations('account.waysIn');
  const tErrors = useTranslations('auth.errors');
  const { busy, error, run, setError } = useAction();

  function leave() {
    run(async () => {
      await callApi('POST /api/account/issuers', { body: { provider } });
      const code = await signInWith(provider, '/settings/security?notice=failed');
      if (code !== null) setError(tErrors(authErrorKey(code)));
    });
  }

  return (
    <>
      <Button busy={busy} onClick={leave}>
        {t('link', { provider: name })}
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}
