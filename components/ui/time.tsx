'use client';

import { formatAge, formatDuration, formatLocal, formatUtc } from './format';
import { useHydratedValue } from './use-hydrated-value';
import { useNow } from './use-now';

function useMoment(at: number): string {
  return useHydratedValue(() => formatLocal(at), formatUtc(at));
}

/** A point in time (ms UTC): in UTC from the server, in the user's time zone after hydration. */
export function Time({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} className="tabular-nums">
      {useMoment(at)}
    </time>
  );
}

/** How long ago a point in time was, with the exact time in the tooltip. `now` is the server's time. */
export function RelativeTime({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={useMoment(at)}>
      {formatAge(at, useNow(now, 30_000))}
    </time>
  );
}

type Elapsed = { from: number; to: number | null; now: number };

/** The duration between two points in time, or since `from` and ticking while `to` is null. All in ms UTC. */
export function Elapsed({ from, to, now }: Elapsed) {
  const current = useNow(now, to === null ? 1_000 : 0);
  return <span className="tabular-nums">{formatDuration((to ?? current) - from)}</span>;
}
