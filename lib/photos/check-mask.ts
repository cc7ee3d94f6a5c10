import { fileTypeFromBuffer } from 'file-type';
import { AppError, type ErrorCode } from '@/lib/errors';
import { decoding, IMAGE_WORK_MS, loadSharp, MAX_PIXELS } from '@/lib/image-work';

/** How far from black or white a pixel may be: browsers with colour management change values slightly. */
const TOLERANCE = 8;

type Size = { width: number; height: number };

/** A mask in both colours: as PNG with one channel of 8 bits, of exactly the photo's size. */
export type CheckedMask = { white: Buffer; black: Buffer };

const fault = (code: ErrorCode, message: string) => new AppError(code, message);

const unreadable = () =>
  fault('mask_unreadable', 'The mask is not a PNG, or is damaged. Send a whole PNG.');

/** Grey values of the pixels, one byte each. @throws AppError */
async function readPixels(png: Uint8Array, { width, height }: Size): Promise<Buffer> {
  const kind = await fileTypeFromBuffer(png.subarray(0, 4_100));
  if (kind?.mime !== 'image/png') throw unreadable();
  const sharp = await loadSharp();
  const size = await sharp(png, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw unreadable();
    });
  if (size.width !== width || size.height !== height) {
    throw fault(
      'mask_wrong_size',
      `The mask has ${size.width} x ${size.height} pixels, and the photo ${width} x ${height}. Send one of the same size.`,
    );
  }
  const { data, info } = await sharp(png, { failOn: 'truncated', limitInputPixels: MAX_PIXELS })
    .flatten({ background: '#000' })
    .toColourspace('srgb')
    .raw()
    .timeout({ seconds: IMAGE_WORK_MS / 1_000 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw unreadable();
    });
  return toBlackAndWhite(data, info.channels);
}

/** @throws AppError `mask_not_black_and_white` */
function toBlackAndWhite(data: Buffer, channels: number): Buffer {
  const pixels = Buffer.alloc(data.length / channels);
  for (let at = 0; at < pixels.length; at++) {
    const first = data[at * channels] ?? 0;
    const isWhite = first >= 255 - TOLERANCE;
    for (let channel = 0; channel < Math.min(channels, 3); channel++) {
      const value = data[at * channels + channel] ?? 0;
      if (isWhite ? value < 255 - TOLERANCE : value > TOLERANCE) {
        throw fault(
          'mask_not_black_and_white',
          'The mask has grey or coloured pixels. Send one with black and white pixels only.',
        );
      }
    }
    pixels[at] = isWhite ? 255 : 0;
  }
  return pixels;
}

async function toPng(pixels: Buffer, size: Size): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(pixels, { raw: { ...size, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/**
 * Checks a mask in which white means "change here", and makes it in both colours.
 * @param photo the size in pixels that it must have
 * @throws AppError `mask_unreadable`, `mask_wrong_size`, `mask_not_black_and_white`, `mask_empty`
 */
export function checkMask(png: Uint8Array, photo: Size): Promise<CheckedMask> {
  return decoding(async () => {
    const pixels = await readPixels(png, photo);
    if (!pixels.includes(255)) {
      throw fault('mask_empty', 'The mask is empty. Paint over what should change.');
    }
    const inverted = Buffer.from(pixels.map((value) => 255 - value));
    return { white: await toPng(pixels, photo), black: await toPng(inverted, photo) };
  });
}
