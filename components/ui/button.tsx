'use client';

import type { ComponentProps } from 'react';
import { buttonClass, type Look } from './button-class';
import { useHydratedValue } from './use-hydrated-value';

type Props = ComponentProps<'button'> & { look?: Look; busy?: boolean };

/** A button. While `busy` it cannot be pressed again, but keeps its place and its focus. */
export function Button({ look, busy = false, className = '', type = 'button', ...rest }: Props) {
  // Sent before the page has come alive, a form would be lost on the way.
  const alive = useHydratedValue(() => true, false);
  return (
    <button
      {...rest}
      type={type}
      disabled={!alive}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={buttonClass(
        look,
        `${busy ? 'animate-breathe cursor-progress!' : ''} ${className}`,
      )}
    />
  );
}
