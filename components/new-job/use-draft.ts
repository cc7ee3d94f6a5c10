'use client';

import { useState, useSyncExternalStore } from 'react';
import { type Draft, emptyDraft, readDraft, writeDraft } from './draft';

/** Where the browser keeps the draft of a user: a shared machine has several. */
const storageKey = (userId: string) => `bottega-new-job:${userId}`;

function kept(userId: string): Draft | null {
  try {
    return readDraft(localStorage.getItem(storageKey(userId)));
  } catch {
    // The browser keeps nothing for this site.
    return null;
  }
}

function keep(userId: string, draft: Draft): void {
  try {
    localStorage.setItem(storageKey(userId), writeDraft(draft));
  } catch {
    // The page works all the same; a reload forgets what was typed.
  }
}

type Listener = () => void;

function createStore(userId: string, initial: Draft) {
  let draft = initial;
  const listeners = new Set<Listener>();
  return {
    get: () => draft,
    set(change: (before: Draft) => Draft) {
      draft = change(draft);
      keep(userId, draft);
      for (const listener of listeners) listener();
    },
    subscribe(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The draft of the page: it survives a reload. Another tab has its own copy, with the same id until one of them is
 * sent: both can send it, and it is started once.
 * @param rendered what the server rendered: what the address of the page fills in, or an empty draft
 * @param prefilled whether the address fills in something: it then replaces what was kept
 */
export function useDraft(userId: string, rendered: Draft, prefilled: boolean) {
  const [store] = useState(() => {
    const fresh = typeof window === 'undefined' ? rendered : { ...rendered, id: emptyDraft().id };
    const before = typeof window === 'undefined' || prefilled ? null : kept(userId);
    return createStore(userId, before ?? fresh);
  });
  const draft = useSyncExternalStore(store.subscribe, store.get, () => rendered);
  return { draft, setDraft: store.set };
}
