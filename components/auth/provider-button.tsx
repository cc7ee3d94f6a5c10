'use client';

import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/error-message';
import { signInWith } from './auth-client';
import { errorSentence } from './error-sentence';

type Props = { provider: string; name: string; callbackUrl: string };

/** Signs in with an OAuth provider. */
export function ProviderButton({ provider, name, callbackUrl }: Props) {
  const { busy, error, run, setError } = useAction();

  function leave() {
    run(async () => setError(errorSentence(await signInWith(provider, callbackUrl))));
  }

  return (
    <>
      <Button busy={busy} onClick={leave}>
        Continue with {name}
      </Button>
      <ErrorMessage message={error} />
    </>
  );
}
