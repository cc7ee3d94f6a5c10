'use client';

import { type ComponentProps, type ReactNode, useState } from 'react';
import { MenuButton } from './button';
import type { MenuItem as LoadedItem, MenuLink as LoadedLink } from './overlays';
import { useOverlays } from './use-overlays';

type Props = ComponentProps<typeof MenuButton> & { children: ReactNode };

/**
 * A button that opens a menu of `MenuItem` and `MenuLink`. Until Base UI has loaded, an identical button
 * stands in for it; a press or the focus that it receives is carried over.
 */
export function Menu({ children, ...button }: Props) {
  const [pressed, setPressed] = useState(false);
  const [focused, setFocused] = useState(false);
  const overlays = useOverlays(pressed);
  if (overlays) {
    return (
      <overlays.Menu {...button} defaultOpen={pressed} focused={focused}>
        {children}
      </overlays.Menu>
    );
  }
  return (
    <MenuButton
      {...button}
      aria-haspopup="menu"
      aria-expanded={false}
      // The pointer may still be down when the menu takes the place of this button: no click would follow.
      onPointerDown={() => setPressed(true)}
      onClick={() => setPressed(true)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    />
  );
}

/** An action in a menu. */
export function MenuItem(props: ComponentProps<typeof LoadedItem>) {
  const overlays = useOverlays(true);
  return overlays && <overlays.MenuItem {...props} />;
}

/** A link in a menu; `render` takes the element when it is not a plain `<a>`. */
export function MenuLink(props: ComponentProps<typeof LoadedLink>) {
  const overlays = useOverlays(true);
  return overlays && <overlays.MenuLink {...props} />;
}
