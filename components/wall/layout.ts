import type { ResultView } from '@/lib/results';
import { THUMBNAIL_WIDTHS } from '@/lib/results/model';
import type { Density } from './density';

/** Width by height of a picture whose size is not known. */
export const UNKNOWN_RATIO = 3 / 2;

/** The frames of panoramas and of very tall pictures end here. The whole picture is shown within its frame. */
const TALLEST = 1 / 2;
const WIDEST = 5 / 2;

type Sized = { result: Pick<ResultView, 'picture'> | null };

/** Width by height of a job's picture, as far as it is known. */
export function pictureRatio({ result }: Sized): number {
  const picture = result?.picture;
  return picture ? picture.width / picture.height : UNKNOWN_RATIO;
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

/** Width by height of the frame of a picture. */
export function frameRatio(ratio: number): number {
  return rounded(Math.min(WIDEST, Math.max(TALLEST, ratio)));
}

/**
 * The share of a row's width that each of the frames takes if a row has exactly `columns` of them: in proportion to
 * their widths, so that all of a row are equally high. The last row is completed with frames of the usual ratio.
 */
export function shares(frames: readonly number[], columns: number): number[] {
  return frames.map((frame, index) => {
    const start = index - (index % columns);
    const row = Array.from({ length: columns }, (_, i) => frames[start + i] ?? UNKNOWN_RATIO);
    return rounded(frame / row.reduce((sum, each) => sum + each, 0));
  });
}

/** The height of a row before it is stretched to the full width, px; wall.css has the same. */
const ROW_PX: Record<Density, number> = { small: 144, medium: 220, large: 320 };

/** Pictures in a row of a phone. */
export const PHONE_COLUMNS: Record<Density, number> = { small: 3, medium: 2, large: 1 };

/** How much wider a row usually gets when it is stretched. */
const USUAL_STRETCH = 1.15;

/**
 * The attribute `sizes` of a picture: its width on the wall, as far as it is known before the window is.
 * @param share of the row's width on a phone
 */
export function sizesOf(frame: number, share: number, density: Density): string {
  const wide = Math.round(frame * ROW_PX[density] * USUAL_STRETCH);
  return `(max-width: 607px) ${Math.ceil(share * 100)}vw, ${wide}px`;
}

/** The thumbnails that differ: one that is wider than the picture has the picture's own width. */
export function thumbnailWidths(width: number): (typeof THUMBNAIL_WIDTHS)[number][] {
  return THUMBNAIL_WIDTHS.filter((_, i) => i === 0 || (THUMBNAIL_WIDTHS[i - 1] ?? 0) < width);
}
