'use client';

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Point } from './bitmap';
import { type GestureHandlers, Gestures } from './gestures';
import { ZOOM_STEP } from './use-view';

type Place = { clientX: number; clientY: number };

type Props = {
  stage: RefObject<HTMLElement | null>;
  handlers: GestureHandlers;
  /** Whether every pointer moves the photo. */
  moves: boolean;
  onDown: () => void;
};

function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

/** The pointers and the wheel on the stage, in its pixels. `at`: where a mouse or a pen is, to show what it would cover. */
export function usePointers({ stage, handlers, moves, onDown }: Props) {
  const latest = useLatest(handlers);
  const [gestures] = useState(() => new Gestures(() => latest.current));
  const [at, setAt] = useState<Point | null>(null);

  function placeOf({ clientX, clientY }: Place): Point {
    const box = stage.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  }

  const onWheel = useLatest((event: WheelEvent) => {
    event.preventDefault();
    const steps = Math.max(-1, Math.min(1, -event.deltaY / 100));
    handlers.pinch(placeOf(event), ZOOM_STEP ** steps, { x: 0, y: 0 });
  });
  // React listens to the wheel passively: the page behind would scroll, or the browser zoom.
  useEffect(() => {
    const element = stage.current;
    const listen = (event: WheelEvent) => onWheel.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, [stage, onWheel]);

  return {
    at,
    on: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button > 2) return;
        onDown();
        event.currentTarget.setPointerCapture(event.pointerId);
        const { pointerId: id, pointerType: type } = event;
        gestures.down({ id, type, at: placeOf(event) }, moves || event.button !== 0);
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        setAt(event.pointerType === 'touch' ? null : placeOf(event));
        // Where a fast pointer has been since the last frame.
        const between: Place[] = event.nativeEvent.getCoalescedEvents?.() ?? [];
        gestures.move(event.pointerId, (between.length > 0 ? between : [event]).map(placeOf));
      },
      onPointerUp: ({ pointerId }: PointerEvent) => gestures.up(pointerId),
      onPointerCancel: ({ pointerId }: PointerEvent) => gestures.lost(pointerId),
      onPointerLeave: () => setAt(null),
    },
  };
}
