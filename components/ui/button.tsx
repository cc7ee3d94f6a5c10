'use client';

import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonStyle, buttonClass } from './button-class';
import { useHydratedValue } from './hydration';

type ButtonProps = ComponentProps<'button'> & ButtonStyle & { busy?: boolean };

/**
 * A button, disabled until the page has hydrated: a form that is submitted earlier would reload the page.
 * While `busy` it ignores presses but keeps its size and its focus.
 */
export function Button(props: ButtonProps) {
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

type IconButtonProps = ComponentProps<'button'> & {
  /** The accessible name; also the tooltip. */
  name: string;
};

/** A button without visible text, disabled until the page has hydrated. */
export function IconButton({ name, className, ...rest }: IconButtonProps) {
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

type MenuButtonProps = Omit<ComponentProps<typeof IconButton>, 'children'> & {
  icon: ReactNode;
  /** Shows the name beside the icon where there is room for it. */
  labelled?: boolean;
};

/** The button of a menu, as it looks before and after Base UI has loaded. */
export function MenuButton({ name, icon, labelled = false, className, ...rest }: MenuButtonProps) {
  return (
    <IconButton
      {...rest}
      name={name}
      className={clsx(
        'h-9! w-auto! min-w-9 grid-flow-col gap-2 rounded-full! text-sm aria-expanded:bg-sunken aria-expanded:text-ink',
        labelled && 'sm:px-3',
        className,
      )}
    >
      {icon}
      {labelled && <span className="max-sm:hidden">{name}</span>}
    </IconButton>
  );
}
