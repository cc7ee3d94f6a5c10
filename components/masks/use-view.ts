'use client';

import { type RefObject, useEffect, useState } from 'react';
import type { Point } from './bitmap';
import { bound, fitted, pan, reveal, type Size, toPhoto, type View, zoomAt } from './view';

/** How much one step of a button, a key or the wheel zooms. */
export const ZOOM_STEP = 1.4;

/** Where the photo lies on the stage: whole at first, and kept in its bounds when the stage changes its size. */
export function useView(stage: RefObject<HTMLElement | null>, { width, height }: Size) {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const [chosen, setChosen] = useState<View | null>(null);
  const photo = { width, height };
  const view = chosen ? bound(chosen, photo, room) : fitted(photo, room);

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setRoom({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage]);

  const change = (next: (before: View) => View) =>
    setChosen((before) => next(before ? bound(before, photo, room) : fitted(photo, room)));
  const middle = { x: room.width / 2, y: room.height / 2 };
  return {
    view,
    toPhoto: (at: Point) => toPhoto(view, at),
    zoom: (factor: number, at: Point = middle) =>
      change((before) => zoomAt(before, at, factor, photo, room)),
    pan: (by: Point) => change((before) => pan(before, by, photo, room)),
    reveal: (point: Point) => change((before) => reveal(before, point, 40, photo, room)),
    fit: () => setChosen(null),
  };
}
