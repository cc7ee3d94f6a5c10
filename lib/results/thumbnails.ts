import type { Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { IMAGE_WORK_MS, loadSharp, MAX_PIXELS } from '@/lib/image-work';
import { PictureError, toDecodingError } from '@/lib/picture-error';
import { THUMBNAIL_WIDTHS } from './model';

/** WebP has no larger pictures, pixels. */
const MAX_HEIGHT = 16_383;
const QUALITY = 75;
/** Of the widest, where more effort takes twice the time and saves 4 % of its size at most. */
const EFFORT_OF_WIDEST = 2;
/** The longest side that a ThumbHash may be made from, pixels. */
const HASHED = 100;

/** `width` and `height` are those of the whole picture, upright. */
export type Thumbnails = {
  width: number;
  height: number;
  /** Base64. */
  thumbHash: string;
  webp: { width: (typeof THUMBNAIL_WIDTHS)[number]; bytes: Buffer }[];
};

type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } };

const pixelsOf = async (picture: Sharp): Promise<Pixels> =>
  (await picture
    .raw()
    .timeout({ seconds: IMAGE_WORK_MS / 1_000 })
    .toBuffer({ resolveWithObject: true })) as Pixels;

async function decode(picture: Buffer): Promise<Thumbnails> {
  const sharp = await loadSharp();
  // The header only. An animation counts as its first frame.
  const { width, height, autoOrient } = await sharp(picture, {
    limitInputPixels: false,
  }).metadata();
  if (width * height > MAX_PIXELS) {
    throw new PictureError('too_large', `${width} x ${height} pixels`);
  }
  const within = (maxWidth: number) => ({
    width: maxWidth,
    height: MAX_HEIGHT,
    fit: 'inside' as const,
    withoutEnlargement: true,
  });
  const widest = Math.max(...THUMBNAIL_WIDTHS);
  const whole = sharp(picture, { failOn: 'truncated', limitInputPixels: MAX_PIXELS });
  // Each is made of the next larger one, so that the original is decoded once. No metadata is kept.
  let from = await pixelsOf(whole.autoOrient().resize(within(widest)).toColourspace('srgb'));
  const open = () => sharp(from.data, { raw: from.info });
  const webp: Thumbnails['webp'] = [];
  for (const size of THUMBNAIL_WIDTHS.toReversed()) {
    if (size < from.info.width) from = await pixelsOf(open().resize(within(size)));
    const effort = size === widest ? EFFORT_OF_WIDEST : 4;
    webp.push({ width: size, bytes: await open().webp({ quality: QUALITY, effort }).toBuffer() });
  }
  const tiny = await pixelsOf(
    open()
      .resize(HASHED, HASHED, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha(),
  );
  const hash = rgbaToThumbHash(tiny.info.width, tiny.info.height, tiny.data);
  return { ...autoOrient, thumbHash: Buffer.from(hash).toString('base64'), webp };
}

/**
 * Decodes a picture once, and makes its thumbnails: upright, sRGB, without metadata, never enlarged.
 * @throws PictureError `too_large`, `damaged`, or `interrupted` if it takes too long
 */
export async function makeThumbnails(picture: Buffer): Promise<Thumbnails> {
  try {
    return await decode(picture);
  } catch (error) {
    throw toDecodingError(error);
  }
}
