'use client';

import { useEffect, useRef } from 'react';

/** What another tab of this browser did to a job in the history. */
export type HistoryChange = { kind: 'changed' | 'added' | 'removed'; ids: string[] };

let shared: BroadcastChannel | null = null;

function channel(): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  shared ??= new BroadcastChannel('bottega-history');
  return shared;
}

/** Tells the other tabs. This tab refreshes itself. */
export function tellOtherTabs(kind: HistoryChange['kind'], ...ids: string[]): void {
  channel()?.postMessage({ kind, ids } satisfies HistoryChange);
}

/** Calls `onChange` for each change in another tab. */
export function useOtherTabs(onChange: (change: HistoryChange) => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const receive = ({ data }: MessageEvent<HistoryChange>) => latest.current(data);
    const open = channel();
    open?.addEventListener('message', receive);
    return () => open?.removeEventListener('message', receive);
  }, []);
}
