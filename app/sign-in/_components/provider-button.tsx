'use client';

import { signInWith } from '@/app/_ui/auth-client';
import { Button } from '@/app/_ui/button';
import { ErrorMessage } from '@/app/_ui/error-note';
import { useAction } from '@/app/_ui/use-action';
import { errorSentence } from './error-sentence';

type Props = { provider: string; name: string; callbackUrl: string };

/** Leaves for a provider that says who one is. */
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
