'use client';

import { useSyncExternalStore } from 'react';

/** Which jobs of the history are selected, in the order in which they were. */
export type Selection = {
  /** Whether cards are selected by a press rather than opened. */
  on: boolean;
  ids: readonly string[];
};

const OFF: Selection = { on: false, ids: [] };

let selection = OFF;
const listeners = new Set<() => void>();

function set(next: Selection): void {
  selection = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts selecting, perhaps with a first job. */
export function startSelecting(id?: string): void {
  set({ on: true, ids: id === undefined ? [] : [id] });
}

/** Ends selecting and forgets what was selected. */
export function stopSelecting(): void {
  set(OFF);
}

/** Selects a job as the last one, or no longer. */
export function toggleSelected(id: string): void {
  const { ids } = selection;
  set({ on: true, ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id] });
}

/** Selects more jobs, after those that are selected. */
export function selectAlso(more: readonly string[]): void {
  set({ on: true, ids: [...new Set([...selection.ids, ...more])] });
}

/** The selection of this tab: it stays while the pages of the history are turned. */
export function useSelection(): Selection {
  return useSyncExternalStore(
    subscribe,
    () => selection,
    () => OFF,
  );
}
