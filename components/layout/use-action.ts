'use client';

import { type ReactNode, useState, useTransition } from 'react';
import { useErrorMessage } from './use-error-message';

/**
 * Runs the action of a control: `busy` while it runs, and until the page has refreshed if the action refreshes
 * it; `error` is the message when it failed.
 */
export function useAction() {
  const describeError = useErrorMessage();
  const [busy, startTransition] = useTransition();
  const [error, setError] = useState<ReactNode>(null);

  function run(action: () => Promise<void>) {
    if (busy) return;
    setError(null);
    startTransition(async () => {
      try {
        await action();
      } catch (thrown) {
        setError(describeError(thrown));
      }
    });
  }

  return { busy, error, run, setError };
}
