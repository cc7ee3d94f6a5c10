'use client';

import { useEffect, useSyncExternalStore } from 'react';

type Overlays = typeof import('./overlays');

let state: Overlays | Error | null = null;
let loading = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function settle(next: Overlays | Error) {
  state = next;
  loading = false;
  for (const listener of listeners) listener();
}

/** Loads the overlays once; after a failure the next call tries again. */
function loadOverlays(): void {
  if (loading || (state !== null && !(state instanceof Error))) return;
  loading = true;
  import('./overlays').then(settle, (error) => settle(new Error('Overlays', { cause: error })));
}

/** What a user does before opening anything: moves the pointer, touches, tabs. */
const SIGNS_OF_USE = ['pointerover', 'pointerdown', 'keydown', 'focusin'];

function loadAtFirstUse(): () => void {
  const listening = new AbortController();
  const load = () => {
    listening.abort();
    loadOverlays();
  };
  for (const sign of SIGNS_OF_USE) addEventListener(sign, load, { signal: listening.signal });
  return () => listening.abort();
}

/**
 * The menus, dialogs and tooltips of Base UI, about 69 kB (gzip) of JavaScript that a page does not need
 * until it is used: they load with the first movement of the pointer, touch or key. Null until they are
 * there.
 * @param needed whether the user is waiting for them
 * @throws to the nearest error boundary when they are needed and could not be loaded
 */
export function useOverlays(needed: boolean): Overlays | null {
  const current = useSyncExternalStore(
    subscribe,
    () => state,
    () => null,
  );
  useEffect(() => (needed ? loadOverlays() : loadAtFirstUse()), [needed]);
  if (!(current instanceof Error)) return current;
  if (needed) throw current;
  return null;
}
