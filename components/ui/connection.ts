'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { serverNow } from './server-clock';

/**
 * Whether the device has a network. `since` is when it lost it, ms UTC by the server's clock; `returns` is how often
 * it has got it back.
 */
type Connection = { online: boolean; since: number; returns: number };

const ONLINE: Connection = { online: true, since: 0, returns: 0 };
let current = ONLINE;
let listening = false;
const listeners = new Set<() => void>();

function update(): void {
  const { onLine } = navigator;
  if (onLine === current.online) return;
  const { since, returns } = current;
  current = onLine
    ? { online: true, since, returns: returns + 1 }
    : { online: false, since: serverNow(), returns };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (!listening) {
    addEventListener('online', update);
    addEventListener('offline', update);
    listening = true;
    // The device may have lost its network before the page was hydrated.
    queueMicrotask(update);
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The connection of the device; online until hydration. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => ONLINE,
  );
}

/** Calls `then` whenever the device gets its network back, while `active`. */
export function useBackOnline(then: () => void, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    addEventListener('online', then);
    return () => removeEventListener('online', then);
  }, [then, active]);
}
