import { useLocale } from 'next-intl';
import { formatUtc } from '@/components/ui/format';

/**
 * A moment (ms UTC), in UTC: `localizeMoments` writes it in the reader's time zone. Not a component of the browser, as
 * `Time` is: all that such components do comes before the page responds.
 */
export function Moment({ at }: { at: number }) {
  return (
    <time
      data-moment
      dateTime={new Date(at).toISOString()}
      className="tabular-nums"
      suppressHydrationWarning
    >
      {formatUtc(at, useLocale())}
    </time>
  );
}
