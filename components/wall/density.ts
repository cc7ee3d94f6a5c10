import { useSyncExternalStore } from 'react';
import { DENSITY_COOKIE, type Density, setCookie } from '@/components/ui/preference-cookies';

export type { Density } from '@/components/ui/preference-cookies';

/** What was chosen since the page was loaded: a page that the router has kept was rendered with an older cookie. */
let chosen: Density | null = null;
const listeners = new Set<() => void>();

export function setDensity(density: Density): void {
  chosen = density;
  setCookie(DENSITY_COOKIE, density);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param rendered the one that the server has rendered with */
export function useDensity(rendered: Density): Density {
  return useSyncExternalStore(
    subscribe,
    () => chosen ?? rendered,
    () => rendered,
  );
}
