import { MAX_SIDE, MAX_UPLOAD_BYTES } from '@/lib/photos/model';

/** Tried one after the other, until the file has at most 4 MB. */
const QUALITIES = [0.92, 0.85, 0.75, 0.6, 0.45];

/** A size within the longest side, in the same proportions, px. */
export function fitted({ width, height }: { width: number; height: number }, side = MAX_SIDE) {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** The browser's own decoder; null for what it does not know, such as HEIC in most browsers. */
async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

/** A JPEG on white, in sRGB, upright and without metadata. */
async function toJpeg(picture: ImageBitmap): Promise<Blob> {
  const { width, height } = fitted(picture);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser has no canvas.');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  let made = new Blob();
  for (const quality of QUALITIES) {
    made = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (made.size <= MAX_UPLOAD_BYTES) break;
  }
  return made;
}

/**
 * Makes a file small enough to be sent: at most 4096 px and 4 MB. One that is, and one that this browser cannot
 * decode, is returned as it is: the server judges it.
 */
export async function scaled(file: Blob): Promise<Blob> {
  const picture = await decode(file);
  if (!picture) return file;
  try {
    const small = file.size <= MAX_UPLOAD_BYTES;
    if (small && Math.max(picture.width, picture.height) <= MAX_SIDE) return file;
    return await toJpeg(picture);
  } finally {
    picture.close();
  }
}
