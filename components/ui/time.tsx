'use client';

import { formatAge, formatDuration, formatLocal, formatUtc } from './format';
import { useHydratedValue } from './use-hydrated-value';
import { useNow } from './use-now';

function useMoment(at: number): string {
  return useHydratedValue(() => formatLocal(at), formatUtc(at));
}

/** A moment (ms UTC): in UTC from the server, in the reader's time zone once the page lives. */
export function Time({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} className="tabular-nums">
      {useMoment(at)}
    </time>
  );
}

/** How long ago a moment was; the moment itself in the tooltip. `now` is the server's time. */
export function RelativeTime({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={useMoment(at)}>
      {formatAge(at, useNow(now, 30_000))}
    </time>
  );
}

type Elapsed = { from: number; to: number | null; now: number };

/** The time from one moment to another, or, without an end, ticking. All in ms UTC. */
export function Elapsed({ from, to, now }: Elapsed) {
  const current = useNow(now, to === null ? 1_000 : 0);
  return <span className="tabular-nums">{formatDuration((to ?? current) - from)}</span>;
}
