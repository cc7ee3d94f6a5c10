import { useTranslations } from 'next-intl';
import type { Comparison } from '@/components/ui/preference-cookies';

/** The ways of comparing that a page of a link offers. */
export const WAYS = ['slider', 'side', 'before', 'after'] as const;

export type Way = (typeof WAYS)[number];

/** How the pictures of one result are compared: radio buttons that the stylesheet reads. */
export function Ways({ n, initial }: { n: number; initial: Way }) {
  const t = useTranslations('shared.ways');
  const name = `way-${n}`;
  return (
    <fieldset className="flex flex-wrap rounded-[1.125rem] bg-sunken p-0.5">
      <legend className="sr-only">{t('label')}</legend>
      {WAYS.map((way) => (
        <label
          key={way}
          data-way={way}
          className={`way cursor-pointer rounded-full px-3 py-1.5 text-muted text-xs hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent ${way === 'slider' ? 'needs-script' : ''}`}
        >
          <input
            type="radio"
            name={name}
            value={way}
            defaultChecked={way === initial}
            data-remembers={way}
            className="sr-only"
          />
          {t(way)}
        </label>
      ))}
      {initial === 'slider' && (
        <noscript>
          <input type="radio" name={name} value="side" defaultChecked hidden />
        </noscript>
      )}
    </fieldset>
  );
}

/** The way that is closest to how the person has compared pictures elsewhere in the app. */
export function wayOf(comparison: Comparison): Way {
  return comparison === 'hold' ? 'after' : comparison;
}
