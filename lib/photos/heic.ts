import { PictureError } from '@/lib/picture-error';

/** What phones call their pictures, by their bytes. */
export const HEIC_TYPES = new Set([
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
]);

/** Pixels of a picture, upright. */
type Pixels = { data: Uint8Array; width: number; height: number; channels: 4 };

/** @throws PictureError `too_large`, `damaged` or `interrupted` */
export async function decodeHeic(_picture: Uint8Array): Promise<Pixels> {
  throw new PictureError('not_a_picture', 'HEIC');
}
