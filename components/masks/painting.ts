import { type Bitmap, emptyBitmap, fillStroke, invert, type Stroke } from './bitmap';

export type Action = Stroke | { kind: 'invert' } | { kind: 'clear' };

/**
 * A mask while it is painted: what it began with and every action since. Undone actions can be redone until there is
 * another one.
 */
export type Painting = {
  base: Bitmap | null;
  done: readonly Action[];
  undone: readonly Action[];
};

export const newPainting = (base: Bitmap | null = null): Painting => ({
  base,
  done: [],
  undone: [],
});

export const isStroke = (action: Action): action is Stroke =>
  action.kind === 'brush' || action.kind === 'eraser';

export function act(painting: Painting, action: Action): Painting {
  return { ...painting, done: [...painting.done, action], undone: [] };
}

/** Takes the last action back; unchanged if there is none. */
export function undo(painting: Painting): Painting {
  const last = painting.done.at(-1);
  if (!last) return painting;
  return { ...painting, done: painting.done.slice(0, -1), undone: [...painting.undone, last] };
}

/** Does again what was taken back last; unchanged if nothing was. */
export function redo(painting: Painting): Painting {
  const last = painting.undone.at(-1);
  if (!last) return painting;
  return { ...painting, done: [...painting.done, last], undone: painting.undone.slice(0, -1) };
}

/** The mask as pixels: 255 where it was painted. A base of another size is left out. */
export function rasterise({ base, done }: Painting, width: number, height: number): Bitmap {
  const bitmap = emptyBitmap(width, height);
  if (base?.width === width && base.height === height) bitmap.pixels.set(base.pixels);
  // What a later "clear" hides need not be painted.
  const from = done.findLastIndex(({ kind }) => kind === 'clear');
  if (from >= 0) bitmap.pixels.fill(0);
  for (const action of done.slice(from + 1)) {
    if (isStroke(action)) fillStroke(bitmap, action);
    else if (action.kind === 'invert') invert(bitmap);
  }
  return bitmap;
}
