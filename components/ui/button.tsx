'use client';

import type { ComponentProps } from 'react';
import { type ButtonStyle, buttonClass } from './button-class';
import { useHydratedValue } from './use-hydrated-value';

type Props = ComponentProps<'button'> & ButtonStyle & { busy?: boolean };

/**
 * A button, disabled until the page has hydrated: a form that is submitted earlier would reload the page.
 * While `busy` it ignores presses but keeps its size and its focus.
 */
export function Button(props: Props) {
  const { variant, size, busy = false, className, type = 'button', ...rest } = props;
  const hydrated = useHydratedValue(() => true, false);
  return (
    <button
      {...rest}
      type={type}
      disabled={!hydrated}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={buttonClass({ variant, size, busy, className })}
    />
  );
}
