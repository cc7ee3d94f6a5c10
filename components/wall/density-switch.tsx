'use client';

import { Grid2x2, Grid3x3, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { DENSITIES, type Density } from '@/components/ui/preference-cookies';
import { setDensity, useDensity } from './density';

const ICONS = { small: Grid3x3, medium: Grid2x2, large: Square };

/** Small, medium or large pictures; saved in a cookie, so that the server renders it. */
export function DensitySwitch({ initial }: { initial: Density }) {
  const t = useTranslations('wall.density');
  const name = useId();
  const chosen = useDensity(initial);
  return (
    <fieldset className="flex rounded-full border border-line p-0.5">
      <legend className="sr-only">{t('legend')}</legend>
      {DENSITIES.map((density) => {
        const Icon = ICONS[density];
        return (
          <label
            key={density}
            data-tooltip={t(density)}
            className="grid size-8 cursor-pointer place-items-center rounded-full text-muted hover:text-ink has-checked:bg-sunken has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              value={density}
              checked={chosen === density}
              onChange={() => setDensity(density)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-4" />
            <span className="sr-only">{t(density)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
