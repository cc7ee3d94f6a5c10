import { fileTypeFromBuffer } from 'file-type';
import type { Sharp } from 'sharp';
import { decoding, IMAGE_WORK_MS, loadSharp, MAX_PIXELS } from '@/lib/image-work';
import { PictureError, toDecodingError } from '@/lib/picture-error';
import { makeThumbnails, type Thumbnails } from '@/lib/results';
import { decodeHeic, HEIC_TYPES } from './heic';
import { profileIn, withProfile } from './heic-colours';
import { MAX_SIDE, MAX_UPLOAD_BYTES } from './model';

/** Tried one after the other, until the picture has at most 4 MB. */
const QUALITIES = [90, 80, 65, 45];

/** What is decoded. Of an animation the first frame counts. SVG is none of them: it can contain scripts. */
const TYPES = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/webp',
  'image/avif',
  'image/gif',
]);

/** A picture as it is stored: JPEG, upright, in sRGB with 8 bits, without metadata and transparency. */
export type Prepared = { bytes: Buffer; type: 'image/jpeg' } & Thumbnails;

async function open(picture: Uint8Array): Promise<() => Sharp> {
  const kind = await fileTypeFromBuffer(picture.subarray(0, 4_100));
  const sharp = await loadSharp();
  if (kind && HEIC_TYPES.has(kind.mime)) {
    const pixels = await decodeHeic(picture);
    const profile = profileIn(picture);
    if (profile) {
      const png = await withProfile(sharp, pixels, profile);
      return () => sharp(png);
    }
    const { data, ...size } = pixels;
    return () => sharp(data, { raw: { ...size, channels: 4 } });
  }
  if (!kind || !TYPES.has(kind.mime)) {
    throw new PictureError(picture.byteLength === 0 ? 'empty' : 'not_a_picture');
  }
  // The header only.
  const { width, height } = await sharp(picture, { limitInputPixels: false }).metadata();
  if (width * height > MAX_PIXELS) throw new PictureError('too_large');
  return () => sharp(picture, { failOn: 'truncated', limitInputPixels: MAX_PIXELS }).autoOrient();
}

function toJpeg(picture: Sharp, quality: number): Promise<Buffer> {
  return picture
    .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .timeout({ seconds: IMAGE_WORK_MS / 1_000 })
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

async function convert(picture: Uint8Array): Promise<Prepared> {
  const opened = await open(picture);
  let bytes: Buffer = Buffer.alloc(0);
  for (const quality of QUALITIES) {
    bytes = await toJpeg(opened(), quality);
    if (bytes.byteLength <= MAX_UPLOAD_BYTES) break;
  }
  return { bytes, type: 'image/jpeg', ...(await makeThumbnails(bytes)) };
}

/**
 * Makes of any picture what is stored as a photo. Its type is judged by its bytes. A few at a time.
 * @throws PictureError `not_a_picture`, `empty`, `too_large`, `damaged`, or `interrupted` if it takes too long
 */
export async function preparePhoto(picture: Uint8Array): Promise<Prepared> {
  try {
    return await decoding(() => convert(picture));
  } catch (error) {
    throw toDecodingError(error);
  }
}
