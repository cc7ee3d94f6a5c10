/** What the keys of the editor do, besides the arrows and Space on the photo. */
export type Command =
  | 'brush'
  | 'eraser'
  | 'move'
  | 'smaller'
  | 'larger'
  | 'undo'
  | 'redo'
  | 'invert'
  | 'zoomIn'
  | 'zoomOut'
  | 'fit';

const KEYS = new Map<string, Command>(
  Object.entries({
    b: 'brush',
    e: 'eraser',
    h: 'move',
    '[': 'smaller',
    ']': 'larger',
    i: 'invert',
    '+': 'zoomIn',
    '=': 'zoomIn',
    '-': 'zoomOut',
    '0': 'fit',
  }),
);

export type Key = {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
};

/** The command of a key; null if it belongs to the browser or the system. */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): Command | null {
  const letter = key.toLowerCase();
  // Some keyboards write brackets with AltGr, which counts as Ctrl and Alt.
  if (ctrlKey && altKey)
    return letter === '[' || letter === ']' ? (KEYS.get(letter) ?? null) : null;
  if (altKey) return null;
  if (!ctrlKey && !metaKey) return KEYS.get(letter) ?? null;
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' ? 'redo' : null;
}

/** The sizes of the brush, as the slider has them. */
export const SIZES = { min: 1, max: 100, initial: 24 } as const;

/** The radius for a size, in pixels of the photo: up to an eighth of its longer side, finer at the small end. */
export function radiusOf(size: number, { width, height }: { width: number; height: number }) {
  const share = size / SIZES.max;
  return Math.max(1, (Math.max(width, height) / 8) * share ** 1.5);
}

/** The next size in one direction, in steps that can be seen. */
export function nextSize(size: number, direction: 1 | -1): number {
  const step = Math.max(2, Math.round(size / 6));
  return Math.min(SIZES.max, Math.max(SIZES.min, size + direction * step));
}
