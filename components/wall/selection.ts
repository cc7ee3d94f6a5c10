'use client';

import { useSyncExternalStore } from 'react';

/** A link that gets more results. */
type Board = { id: string; jobIds: readonly string[] };

/** Which jobs of the history are selected, in the order in which they were. */
export type Selection = {
  /** Whether cards are selected by a press rather than opened. */
  on: boolean;
  ids: readonly string[];
  /** The link that they will be added to; null: they make a new one. */
  board: Board | null;
};

const OFF: Selection = { on: false, ids: [], board: null };

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
  set({ on: true, ids: id === undefined ? [] : [id], board: null });
}

/** Starts selecting what is added to a link. */
export function startAdding(board: Board): void {
  set({ on: true, ids: [], board });
}

/** Ends selecting and forgets what was selected. */
export function stopSelecting(): void {
  set(OFF);
}

/** Selects a job as the last one, or no longer. */
export function toggleSelected(id: string): void {
  const { ids, board } = selection;
  set({ on: true, board, ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id] });
}

/** Selects more jobs, after those that are selected. */
export function selectAlso(more: readonly string[]): void {
  set({ ...selection, on: true, ids: [...new Set([...selection.ids, ...more])] });
}

/** The selection of this tab: it stays while the pages of the history are turned. */
export function useSelection(): Selection {
  return useSyncExternalStore(
    subscribe,
    () => selection,
    () => OFF,
  );
}
