'use client';

import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { useHydratedValue } from './use-hydrated-value';

type Props = ComponentProps<'button'> & {
  /** The accessible name; also the tooltip. */
  name: string;
};

/** A button without visible text, disabled until the page has hydrated. */
export function IconButton({ name, className, ...rest }: Props) {
  const hydrated = useHydratedValue(() => true, false);
  return (
    <button
      type="button"
      {...rest}
      aria-label={name}
      data-tooltip={name}
      disabled={!hydrated}
      className={clsx(
        'grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink',
        className,
      )}
    />
  );
}
