'use client';

import { useCallback, useEffect, useState } from 'react';
import { useBackOnline } from './connection';

/** The waits before each new try, ms. The last one repeats: the page says that it tries again. */
const WAITS_MS = [2_000, 6_000, 18_000, 54_000, 300_000];

type State = { src: string; failures: number; failed: boolean; trying: boolean };

const fresh = (src: string): State => ({ src, failures: 0, failed: false, trying: true });

/**
 * Loads a picture again by itself when it fails, ever later, and at once when the network is back.
 * @returns `failed` until it has loaded after all; `trying` while it should be in the page
 */
export function useRetriedImage(src: string) {
  const [state, setState] = useState(fresh(src));
  const { failures, failed, trying } = state.src === src ? state : fresh(src);

  /** Changes the state of this address; the old address counts no more. */
  const change = useCallback(
    (next: (before: State) => Partial<State>) =>
      setState((before) => {
        const same = before.src === src ? before : fresh(src);
        return { ...same, ...next(same) };
      }),
    [src],
  );
  const onError = useCallback(
    () => change((before) => ({ failed: true, trying: false, failures: before.failures + 1 })),
    [change],
  );
  const onLoad = useCallback(() => change(() => ({ failed: false })), [change]);

  useEffect(() => {
    if (!failed || trying) return;
    const wait = WAITS_MS[Math.min(failures, WAITS_MS.length) - 1];
    const timer = setTimeout(() => change(() => ({ trying: true })), wait);
    return () => clearTimeout(timer);
  }, [failed, trying, failures, change]);
  useBackOnline(
    useCallback(() => change(() => ({ trying: true, failures: 0 })), [change]),
    failed,
  );

  return { failed, trying, onError, onLoad };
}
