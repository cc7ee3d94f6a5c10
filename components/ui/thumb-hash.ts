import { rgbaToDataURL, thumbHashToRGBA } from 'thumbhash';

/** Pixels of a preview: a ThumbHash has no more detail than that, and the browser smooths it. */
const LONG_SIDE = 8;
const SHORT_SIDE = 6;

type Pixels = ReturnType<typeof thumbHashToRGBA>;

/** The average of the pixels below one pixel of the preview: red, green, blue and alpha. */
function average({ w, h, rgba }: Pixels, box: { x: number; y: number; w: number; h: number }) {
  const sum = [0, 0, 0, 0];
  let count = 0;
  for (let y = Math.floor(box.y * h); y < (box.y + box.h) * h; y += 1) {
    for (let x = Math.floor(box.x * w); x < (box.x + box.w) * w; x += 1) {
      for (const channel of sum.keys()) {
        sum[channel] = (sum[channel] ?? 0) + (rgba[(y * w + x) * 4 + channel] ?? 0);
      }
      count += 1;
    }
  }
  return sum.map((each) => Math.round(each / count));
}

/**
 * A blurred preview as a `data:` address of about 400 characters, to be stretched over the picture's frame.
 * @param hash of a picture, base64
 * @returns null if it cannot be decoded
 */
export function thumbHashPreview(hash: string): string | null {
  try {
    const pixels = thumbHashToRGBA(Uint8Array.from(atob(hash), (byte) => byte.charCodeAt(0)));
    const wide = pixels.w >= pixels.h;
    const [columns, rows] = wide ? [LONG_SIDE, SHORT_SIDE] : [SHORT_SIDE, LONG_SIDE];
    const preview = Array.from({ length: columns * rows }, (_, i) => ({
      x: (i % columns) / columns,
      y: Math.floor(i / columns) / rows,
      w: 1 / columns,
      h: 1 / rows,
    })).flatMap((box) => average(pixels, box));
    return rgbaToDataURL(columns, rows, preview);
  } catch {
    return null;
  }
}
