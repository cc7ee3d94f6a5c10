'use client';

import { signInWith } from '@/app/_ui/auth-client';
import { Button } from '@/app/_ui/button';
import { ErrorNote } from '@/app/_ui/error-note';
import { useAction } from '@/app/_ui/use-action';

type Props = { provider: string; name: string; callbackUrl: string };

/** Leaves for a provider that says who one is. */
export function ProviderButton({ provider, name, callbackUrl }: Props) {
  const { busy, error, run } = useAction();
  return (
    <>
      <Button busy={busy} onClick={() => run(() => signInWith(provider, callbackUrl))}>
        Continue with {name}
      </Button>
      <ErrorNote message={error} />
    </>
  );
}
