/** In pixels of the photo, from its upper left corner. */
export type Point = { x: number; y: number };

/** What one movement of the brush or the eraser covers. `radius` in pixels of the photo. */
export type Stroke = { kind: 'brush' | 'eraser'; radius: number; points: readonly Point[] };

/** One byte a pixel, row by row: 255 where the mask is painted, 0 elsewhere. */
export type Bitmap = { width: number; height: number; pixels: Uint8Array };

/** A thinner stroke could pass between the centres of pixels and cover none. */
const THINNEST = 0.75;

export const emptyBitmap = (width: number, height: number): Bitmap => ({
  width,
  height,
  pixels: new Uint8Array(width * height),
});

export function invert({ pixels }: Bitmap): void {
  for (let at = 0; at < pixels.length; at++) pixels[at] = 255 - (pixels[at] ?? 0);
}

export const isEmpty = ({ pixels }: Bitmap): boolean => !pixels.includes(255);

/**
 * Fills what a round brush covers between two points. Row by row, since the shape is convex: it ends at one of its
 * two circles, or at one of the two lines that touch both.
 */
function fillBetween(bitmap: Bitmap, a: Point, b: Point, radius: number, value: number): void {
  const { width, height, pixels } = bitmap;
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const across =
    length === 0
      ? { x: 0, y: 0 }
      : { x: (-(b.y - a.y) / length) * radius, y: ((b.x - a.x) / length) * radius };
  const first = Math.max(0, Math.ceil(Math.min(a.y, b.y) - radius - 0.5));
  const last = Math.min(height - 1, Math.floor(Math.max(a.y, b.y) + radius - 0.5));
  for (let row = first; row <= last; row++) {
    const y = row + 0.5;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    const reach = (x: number) => {
      from = Math.min(from, x);
      to = Math.max(to, x);
    };
    for (const centre of [a, b]) {
      const half = Math.sqrt(radius ** 2 - (y - centre.y) ** 2);
      if (Number.isNaN(half)) continue;
      reach(centre.x - half);
      reach(centre.x + half);
    }
    for (const side of [1, -1]) {
      const start = a.y + side * across.y;
      const share = (y - start) / (b.y - a.y);
      if (share >= 0 && share <= 1) reach(a.x + side * across.x + share * (b.x - a.x));
    }
    // The pixels whose centres lie between.
    const left = Math.max(0, Math.ceil(from - 0.5));
    const right = Math.min(width, Math.floor(to - 0.5) + 1);
    if (left < right) pixels.fill(value, row * width + left, row * width + right);
  }
}

/** Paints or erases a stroke. Every pixel is either covered or not: there are no shades. */
export function fillStroke(bitmap: Bitmap, { kind, radius, points }: Stroke): void {
  const value = kind === 'brush' ? 255 : 0;
  const thick = Math.max(radius, THINNEST);
  let before = points[0];
  for (const point of points) {
    fillBetween(bitmap, before ?? point, point, thick, value);
    before = point;
  }
}
