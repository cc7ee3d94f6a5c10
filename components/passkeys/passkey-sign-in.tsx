'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { callApi } from '@/components/api-client';
import { authErrorKey, signInWithPasskey } from '@/components/auth/auth-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { askForPasskey, canAutofill, stopAsking } from './browser';

/** How often the browser gets a new challenge while nobody chooses: one ends after five minutes. */
const RENEW_MS = 4 * 60_000;

/** Signs in with a passkey: by a button, and in the suggestions of the email field. */
export function PasskeySignIn({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('auth');
  const tPasskeys = useTranslations('passkeys');
  const { busy, error, run, setError } = useAction();

  async function signIn(autofill: boolean) {
    const options = await callApi('POST /api/sign-in/passkey');
    const proof = await askForPasskey(options, autofill);
    const code = await signInWithPasskey(JSON.stringify(proof), callbackUrl);
    if (code === null) location.assign(callbackUrl);
    else setError(t(`errors.${authErrorKey(code)}`));
  }

  useEffect(() => {
    // Given up when the button asks, which then has its own error; and nobody asked for suggestions.
    const offer = () => signIn(true).catch(() => {});
    let timer: ReturnType<typeof setInterval> | undefined;
    canAutofill().then(
      (can) => {
        if (!can) return;
        offer();
        timer = setInterval(offer, RENEW_MS);
      },
      () => {},
    );
    return () => {
      clearInterval(timer);
      stopAsking().catch(() => {});
    };
  }, []);

  return (
    <div className="flex flex-col gap-3">
      <Button busy={busy} onClick={() => run(() => signIn(false))}>
        {tPasskeys('use')}
      </Button>
      <ErrorMessage message={error} />
    </div>
  );
}
