'use client';

import { type KeyboardEvent, type PointerEvent, type SyntheticEvent, useState } from 'react';

/** Whether a button is being held, by a pointer, a finger, Space or Enter, and the listeners that it needs. */
export function useHold(onHeld?: (held: boolean) => void) {
  const [held, set] = useState(false);
  const setHeld = (next: boolean) => {
    set(next);
    onHeld?.(next);
  };
  const release = () => setHeld(false);
  const holding = {
    onPointerDown: ({ button }: PointerEvent) => setHeld(button === 0),
    onPointerUp: release,
    // The browser has begun to scroll.
    onPointerCancel: release,
    onPointerLeave: release,
    onBlur: release,
    onKeyDown: ({ key }: KeyboardEvent) => (key === ' ' || key === 'Enter') && setHeld(true),
    onKeyUp: release,
    // A finger that stays would open the menu of a picture.
    onContextMenu: (event: SyntheticEvent) => event.preventDefault(),
  };
  return { held, holding } as const;
}
