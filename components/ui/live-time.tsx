'use client';

import { formatAge, formatDuration, formatLocal, formatUtc } from './format';
import { useHydratedValue, useNow } from './hydration';

// Texts arrive as props: a page without client-side messages, like a share, can use these too.
// `Intl` may word a date differently in Node and in a browser, hence suppressHydrationWarning.

function useMoment(at: number, locale: string): string {
  return useHydratedValue(() => formatLocal(at, locale), formatUtc(at, locale));
}

export function LocalTime({ at, locale }: { at: number; locale: string }) {
  return (
    <time dateTime={new Date(at).toISOString()} className="tabular-nums" suppressHydrationWarning>
      {useMoment(at, locale)}
    </time>
  );
}

type Age = { at: number; now: number; locale: string; justNow: string };

export function LiveAge({ at, now, locale, justNow }: Age) {
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={useMoment(at, locale)}
      suppressHydrationWarning
    >
      {formatAge(at, useNow(now, 30_000), locale, justNow)}
    </time>
  );
}

type Duration = { from: number; to: number | null; now: number; locale: string };

export function LiveDuration({ from, to, now, locale }: Duration) {
  const current = useNow(now, to === null ? 1_000 : 0);
  return (
    <span className="tabular-nums" suppressHydrationWarning>
      {formatDuration((to ?? current) - from, locale)}
    </span>
  );
}
