import { useLocale, useTranslations } from 'next-intl';
import { LiveAge, LiveDuration, LocalTime } from './live-time';

/** A moment (ms UTC): in UTC in the server's HTML, in the reader's time zone after hydration. */
export function Time({ at }: { at: number }) {
  return <LocalTime at={at} locale={useLocale()} />;
}

/** How long ago a moment was, with the moment in the tooltip. `now` is the server's time, ms UTC. */
export function RelativeTime({ at, now }: { at: number; now: number }) {
  const t = useTranslations('common.time');
  return <LiveAge at={at} now={now} locale={useLocale()} justNow={t('justNow')} />;
}

type Elapsed = { from: number; to: number | null; now: number };

/** The time from one moment to another; without an end it ticks. All in ms UTC. */
export function Elapsed(times: Elapsed) {
  return <LiveDuration {...times} locale={useLocale()} />;
}
