'use client';

import { formatDuration } from '@/components/ui/format';
import { useNow } from '@/components/ui/use-now';

/** When Gepetto is asked again (ms UTC), counting down. */
export function NextCheck({ at, now }: { at: number; now: number }) {
  const left = at - useNow(now, 1_000);
  return (
    <span className="tabular-nums">{left < 1_000 ? 'now' : `in ${formatDuration(left)}`}</span>
  );
}
