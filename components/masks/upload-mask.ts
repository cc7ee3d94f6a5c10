import { request, toError } from '@/components/api-client';
import type { Bitmap } from './bitmap';
import { maskPicture } from './photo';

/**
 * Stores the mask of a photo.
 * @returns its id
 * @throws ApiError
 */
export async function uploadMask(photoId: string, png: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await request(`/api/photos/${encodeURIComponent(photoId)}/masks`, {
    method: 'POST',
    headers: { 'Content-Type': 'image/png' },
    body: png,
  });
  if (!response.ok) throw await toError(response);
  const { id } = (await response.json()) as { id: string };
  return id;
}

/**
 * Reads a stored mask, to paint it further.
 * @throws ApiError
 */
export async function loadMask(photoId: string, maskId: string): Promise<Bitmap> {
  const response = await request(maskPicture(photoId, maskId));
  if (!response.ok) throw await toError(response);
  const picture = await createImageBitmap(await response.blob());
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('This browser has no canvas.');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (data[at * 4] ?? 0) > 127 ? 255 : 0;
  return { width, height, pixels };
}
