'use client';

import { Columns2, Eye, SquareSplitHorizontal } from 'lucide-react';
import { useId } from 'react';
import { COMPARISONS, type Comparison } from '@/components/ui/preference-cookies';

const ICONS = { slider: SquareSplitHorizontal, side: Columns2, hold: Eye } as const;

type Props = {
  /** The name of the choice, and of each way. */
  label: string;
  names: Record<Comparison, string>;
  value: Comparison;
  onChange: (value: Comparison) => void;
};

/** How before and after are compared: one of three. */
export function ComparisonChoice({ label, names, value, onChange }: Props) {
  const group = useId();
  return (
    <fieldset className="flex rounded-full bg-black/65 p-0.5 text-white">
      <legend className="sr-only">{label}</legend>
      {COMPARISONS.map((one) => {
        const Icon = ICONS[one];
        return (
          <label
            key={one}
            data-tooltip={names[one]}
            className="grid size-9 cursor-pointer place-items-center rounded-full text-white/75 hover:text-white has-checked:bg-white has-checked:text-neutral-900 has-focus-visible:outline-2 has-focus-visible:outline-white has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={group}
              value={one}
              checked={value === one}
              onChange={() => onChange(one)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-4" />
            <span className="sr-only">{names[one]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
