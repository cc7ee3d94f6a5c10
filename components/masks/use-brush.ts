'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { Point, Stroke } from './bitmap';
import { Layer } from './layer';
import { act, type Painting } from './painting';
import type { Size } from './view';

type Props = {
  canvas: RefObject<HTMLCanvasElement | null>;
  photo: Size;
  painting: Painting;
  onPaint: (painting: Painting) => void;
  /** What a stroke that begins now is. */
  brush: Pick<Stroke, 'kind' | 'radius'>;
};

/** Any colour: the canvas is seen through its opacity and only tells painted from not painted. */
const COLOUR = '#ff2d78';

/** The brush on the photo. Each movement is drawn at once, and becomes one action when it ends. Points are the photo's. */
export function useBrush({ canvas, photo, painting, onPaint, brush }: Props) {
  const layer = useRef<Layer | null>(null);
  const stroke = useRef<(Stroke & { points: Point[] }) | null>(null);
  const { width, height } = photo;

  useEffect(() => {
    if (!canvas.current) return;
    layer.current = new Layer(canvas.current, { width, height }, COLOUR);
  }, [canvas, width, height]);

  useEffect(() => {
    layer.current?.show(painting);
  }, [painting]);

  function begin(at: Point) {
    stroke.current = { ...brush, points: [at] };
    layer.current?.extend(brush, at, at);
  }

  function extend(points: Point[]) {
    const current = stroke.current;
    if (!current) return;
    for (const point of points) {
      const last = current.points.at(-1) ?? point;
      // Closer points change nothing that can be seen.
      if (Math.hypot(point.x - last.x, point.y - last.y) < current.radius / 10) continue;
      layer.current?.extend(current, last, point);
      current.points.push(point);
    }
  }

  function end() {
    if (!stroke.current) return;
    const next = act(painting, stroke.current);
    stroke.current = null;
    layer.current?.keep(next);
    onPaint(next);
  }

  function cancel() {
    if (!stroke.current) return;
    stroke.current = null;
    layer.current?.redraw(painting);
  }

  return { begin, extend, end, cancel };
}
