'use client';

import { type PointerEvent, useEffect, useRef } from 'react';

const LONG_MS = 250;
/** A pointer that moves farther pans or swipes, px. */
const STILL_PX = 8;

/** Calls `set` with true while a pointer rests on the element, and with false when it moves or leaves. */
export function useLongPress(set: (held: boolean) => void) {
  const down = useRef<{ x: number; y: number; timer: number } | null>(null);
  const end = () => {
    if (!down.current) return;
    clearTimeout(down.current.timer);
    down.current = null;
    set(false);
  };
  useEffect(() => () => clearTimeout(down.current?.timer), []);
  return {
    onPointerDownCapture(event: PointerEvent) {
      // A second finger pinches.
      if (down.current || event.button !== 0) return end();
      const timer = window.setTimeout(() => set(true), LONG_MS);
      down.current = { x: event.clientX, y: event.clientY, timer };
    },
    onPointerMoveCapture({ clientX, clientY }: PointerEvent) {
      const from = down.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) end();
    },
    onPointerUpCapture: end,
    onPointerCancelCapture: end,
    onPointerLeave: end,
  };
}
