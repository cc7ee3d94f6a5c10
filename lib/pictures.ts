import 'server-only';
import { fileTypeFromBuffer } from 'file-type';
import type { Context } from '@/lib/context';
import { AppError, errorName } from '@/lib/errors';
import { guardedGet } from '@/lib/guarded-fetch';
import { heldStream } from '@/lib/held-bytes';
import { type Chunks, impatient, limitedStream } from '@/lib/limited-stream';
import { log } from '@/lib/log';

/** The longest wait for headers and the start of a picture, and for each later part, ms. */
const TIMEOUT_MS = 15_000;
/** All waits for the rest together, ms. */
const TOTAL_MS = 60_000;
/** Larger pictures are refused, or cut off if the sender did not say how large they are, bytes. */
const MAX_BYTES = 40 * 1024 * 1024;
/** Start of a file that `file-type` needs, bytes. */
const SAMPLE_BYTES = 4_100;

/** Types that browsers show and that cannot contain scripts, as SVG can. */
const ALLOWED_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif']);

/** `type` is a MIME type, `extension` has no dot. */
export type Picture = { body: ReadableStream<Uint8Array>; type: string; extension: string };

/** The response is not a picture that can be shown. The message is for the log. */
class InvalidPictureError extends Error {}

function unavailable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof InvalidPictureError ? error.message : errorName(error);
  log().warn({ reason }, 'a picture could not be fetched');
  return new AppError(
    'picture_unavailable',
    'The picture could not be fetched from Gepetto. Try again later; it may have been deleted there.',
    { cause: error },
  );
}

const isLoopbackPicture = (url: URL) =>
  url.hostname === '127.0.0.1' && url.pathname.startsWith('/pictures/');

async function resolveUrl(address: string, ctx: Context): Promise<URL> {
  const url = new URL(address);
  // The sandbox listens on another port after each start; the paths of its pictures stay valid.
  if (ctx.gepetto.sandbox && isLoopbackPicture(url)) {
    return new URL(url.pathname, await ctx.gepetto.origin());
  }
  return url;
}

/** Reads the start of a stream, enough to detect its type. */
async function readHead(chunks: Chunks): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let size = 0; size < SAMPLE_BYTES; ) {
    const { done, value } = await chunks.next();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  return Buffer.concat(parts);
}

/** @throws InvalidPictureError if browsers do not show the picture, or it could contain scripts */
async function detectType(head: Uint8Array): Promise<Pick<Picture, 'type' | 'extension'>> {
  const kind = await fileTypeFromBuffer(head);
  if (kind && ALLOWED_TYPES.has(kind.mime)) return { type: kind.mime, extension: kind.ext };
  throw new InvalidPictureError(`type ${kind?.mime ?? 'unknown'}`);
}

/** A picture that is itself the address: `data:image/png;base64,...`. */
async function openDataUri(address: string): Promise<Picture> {
  const bytes = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  const kind = await detectType(bytes.subarray(0, SAMPLE_BYTES));
  return { body: heldStream(bytes), ...kind };
}

async function fetchPicture(ctx: Context, address: string): Promise<Picture> {
  const url = await resolveUrl(address, ctx);
  const options = { trustedOrigin: await ctx.gepetto.origin(), timeoutMs: TIMEOUT_MS };
  const response = await guardedGet(url, options);
  try {
    if (response.statusCode !== 200) throw new InvalidPictureError(`status ${response.statusCode}`);
    if (Number(response.headers['content-length']) > MAX_BYTES) {
      throw new InvalidPictureError('too large');
    }
    const chunks = response[Symbol.asyncIterator]() as Chunks;
    const head = await readHead(impatient(chunks, { idleMs: TIMEOUT_MS, totalMs: TIMEOUT_MS }));
    const kind = await detectType(head);
    const rest = impatient(chunks, { idleMs: TIMEOUT_MS, totalMs: TOTAL_MS });
    const body = limitedStream(head, rest, MAX_BYTES, () => response.destroy());
    return { body, ...kind };
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/**
 * Opens a picture whose address came from upstream, and streams it. Its type is detected from its bytes; the
 * response's Content-Type is ignored.
 *
 * @param address an http(s) address or a `data:` URI in base64
 * @throws AppError `picture_unavailable`; `server_busy` for a `data:` URI if too many are being sent
 */
export async function openPicture(ctx: Context, address: string): Promise<Picture> {
  try {
    const isData = address.startsWith('data:');
    return await (isData ? openDataUri(address) : fetchPicture(ctx, address));
  } catch (error) {
    throw unavailable(error);
  }
}
