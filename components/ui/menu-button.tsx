'use client';

import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { IconButton } from './icon-button';

type Props = Omit<ComponentProps<typeof IconButton>, 'children'> & {
  icon: ReactNode;
  /** Shows the name beside the icon where there is room for it. */
  labelled?: boolean;
};

/** The button of a menu, as it looks before and after Base UI has loaded. */
export function MenuButton({ name, icon, labelled = false, className, ...rest }: Props) {
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
