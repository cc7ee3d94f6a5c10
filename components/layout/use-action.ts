'use client';

import { type ReactNode, useState, useTransition } from 'react';
import { describeError } from './describe-error';

/**
 * Runs what a control does: `busy` meanwhile (until the page has been refreshed, where the action asks
 * for that), `error` with a sentence when it failed.
 */
export function useAction() {
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
