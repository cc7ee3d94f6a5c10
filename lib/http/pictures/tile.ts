import 'server-only';
import type { Context } from '@/lib/context';
import { decoding, loadSharp, MAX_PIXELS } from '@/lib/image-work';
import type { JobPicture } from '@/lib/jobs';
import { openResult } from '@/lib/results';
import { readable } from './readable';

type Size = { width: number; height: number };

async function bytesOf(content: Uint8Array | ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return content instanceof Uint8Array ? content : new Response(content).bytes();
}

/** Our copy of a picture as a JPEG that fills a place, px; null if there is no copy. */
export async function tileOf(
  ctx: Pick<Context, 'storage'>,
  { stored }: Pick<JobPicture, 'stored'>,
  { width, height }: Size,
): Promise<Buffer | null> {
  if (!stored) return null;
  const content = await readable(
    async () => (await openResult(ctx, stored, width > 640 ? '1280' : '640'))?.read() ?? null,
  );
  if (!content) return null;
  const source = await bytesOf(content);
  const sharp = await loadSharp();
  return decoding(() =>
    sharp(source, { limitInputPixels: MAX_PIXELS })
      .resize({ width: Math.round(width), height: Math.round(height), fit: 'cover' })
      .flatten({ background: '#171412' })
      .jpeg({ quality: 88 })
      .toBuffer(),
  );
}

/** WhatsApp shows no larger picture, bytes. */
const MOST_BYTES = 600_000;
/** Colours of the palette, until the picture is small enough. */
const COLOURS = [256, 64, 16];

/** A PNG with a palette: usually a quarter of the bytes. */
export async function smallPng(png: ArrayBuffer): Promise<Buffer> {
  const sharp = await loadSharp();
  let small = Buffer.alloc(0);
  for (const colours of COLOURS) {
    small = await decoding(() => sharp(png).png({ palette: true, colours, effort: 4 }).toBuffer());
    if (small.byteLength < MOST_BYTES) break;
  }
  return small;
}
