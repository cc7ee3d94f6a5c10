import 'server-only';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import pLimit from 'p-limit';
import sharp, { type Sharp } from 'sharp';
import { AppError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';
import type { PictureFormat } from './model';

/** Conversions at the same time in this process. */
const AT_ONCE = 2;
/** Conversions that wait for their turn. */
const MAX_WAITING = 8;
/** The longest wait for a turn, ms. */
const MAX_WAIT_MS = 10_000;
/** The longest time to read a picture, and again to convert it, s. */
const MAX_WORK_S = 20;
const RETRY_MS = 5_000;
const MAX_PIXELS = 100_000_000;

/** What each format can hold, px. */
const MAX_SIDE: Record<PictureFormat, number> = { png: 65_535, jpeg: 65_535, webp: 16_383 };

type Source = Uint8Array | ReadableStream<Uint8Array>;
type Wanted = { format: PictureFormat; width: number | undefined };

const queue = singleton('conversions', () => pLimit(AT_ONCE));

function busy(): AppError {
  const message =
    'This server is converting too many pictures at the moment. Try again in a few seconds.';
  return new AppError('server_busy', message, { retryAfterMs: RETRY_MS });
}

/** Turns upright, shrinks and converts to sRGB with 8 bits. sharp drops all metadata unless told to keep it. */
function converter({ format, width }: Wanted): Sharp {
  const side = MAX_SIDE[format];
  const picture = sharp({ limitInputPixels: MAX_PIXELS, sequentialRead: true })
    .autoOrient()
    .resize({ width: width ?? side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: MAX_WORK_S });
  // JPEG has no transparency: what shows through is white paper, not black.
  const opaque = format === 'jpeg' ? picture.flatten({ background: '#fff' }) : picture;
  return opaque.toFormat(format, format === 'png' ? {} : { quality: 90 });
}

async function convert(source: Source, wanted: Wanted, signal: AbortSignal): Promise<Buffer> {
  const bytes =
    source instanceof Uint8Array
      ? Readable.from([source])
      : Readable.fromWeb(source as NodeReadableStream<Uint8Array>);
  const picture = converter(wanted);
  const made = picture.toBuffer();
  // The failure of the pipeline is the one to report.
  made.catch(() => undefined);
  await pipeline(bytes, picture, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(MAX_WORK_S * 1_000)]),
    end: true,
  }).catch((error: unknown) => {
    picture.destroy();
    throw error;
  });
  return made;
}

function toConversionError(error: unknown): Error {
  if (error instanceof AppError) return error;
  const isLate = error instanceof Error && /timeout/i.test(`${error.name} ${error.message}`);
  if (isLate) return busy();
  const message = 'The picture could not be converted. Download the original instead.';
  return new AppError('picture_unavailable', message, { cause: error });
}

/**
 * Converts a picture, a few at a time.
 * @param open called when it is its turn; not at all if `signal` aborts before
 * @param wanted the width is in px, and the picture is never enlarged
 * @throws AppError `server_busy` if too many wait or it takes too long; `picture_unavailable`; what `open` throws
 */
export async function convertPicture(
  open: () => Promise<Source>,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Buffer> {
  if (queue.pendingCount >= MAX_WAITING) throw busy();
  const late = AbortSignal.timeout(MAX_WAIT_MS);
  return queue(async () => {
    if (late.aborted || signal.aborted) throw busy();
    const source = await open();
    try {
      return await convert(source, wanted, signal);
    } catch (error) {
      throw toConversionError(error);
    }
  });
}
