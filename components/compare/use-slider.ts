'use client';

import { useEffect, useRef } from 'react';
import { useReactCompareSlider } from 'react-compare-slider/hooks';

type Given = Parameters<typeof useReactCompareSlider>[0];

/** How far a finger moves sideways before it moves the divider, px. Until then the page may scroll. */
const SIDEWAYS_PX = 8;

/** Where a key moves the divider at once, percent of the width. */
const EDGES = new Map(Object.entries({ Home: 0, End: 100 }));

/**
 * The slider's state. A finger that scrolls the page across it does not move the divider: the library moves it where
 * a finger touches. Home and End move it to the edges.
 */
export function useSlider(given: Given) {
  const slider = useReactCompareSlider(given);
  const { onPointerDown, setPosition, setPositionFromBounds, onHandleRootKeyDown } = slider;
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  function followFinger(down: PointerEvent): void {
    stop.current();
    const listening = new AbortController();
    const { signal } = listening;
    stop.current = () => listening.abort();
    let moves = false;
    const ours = (event: PointerEvent) => event.pointerId === down.pointerId;
    const place = (event: PointerEvent) =>
      setPositionFromBounds({ x: event.pageX, y: event.pageY });
    const onMove = (event: PointerEvent) => {
      if (!ours(event)) return;
      const sideways = Math.abs(event.clientX - down.clientX);
      moves ||= sideways > SIDEWAYS_PX && sideways > Math.abs(event.clientY - down.clientY);
      if (moves) place(event);
    };
    const onUp = (event: PointerEvent) => {
      if (!ours(event)) return;
      const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
      // A tap moves it, too.
      if (moves || far < SIDEWAYS_PX) place(event);
      stop.current();
    };
    addEventListener('pointermove', onMove, { signal });
    addEventListener('pointerup', onUp, { signal });
    // The browser has begun to scroll.
    addEventListener('pointercancel', (event) => ours(event) && stop.current(), { signal });
  }

  return {
    ...slider,
    onPointerDown: (event: PointerEvent) =>
      event.pointerType === 'touch' ? followFinger(event) : onPointerDown(event),
    onHandleRootKeyDown: (event: globalThis.KeyboardEvent) => {
      const edge = EDGES.get(event.key);
      if (edge === undefined) return onHandleRootKeyDown(event);
      event.preventDefault();
      setPosition(edge);
    },
  };
}
