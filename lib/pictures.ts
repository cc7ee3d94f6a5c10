import 'server-only';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { Context } from '@/lib/context';
import { AppError, errorName } from '@/lib/errors';
import { guardedGet } from '@/lib/guarded-fetch';
import { log } from '@/lib/log';

/**
 * A web stream of `head` followed by `chunks`. Fails once it exceeds `maxBytes`.
 * @param close called if the stream fails or its reader cancels it
 */
function limitedStream(
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
  maxBytes: number,
  close: () => void,
): ReadableStream<Uint8Array> {
  let size = head.byteLength;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(head);
    },
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) {
          controller.close();
          return;
        }
        size += value.byteLength;
        if (size > maxBytes) throw new Error('The picture is too large.');
        controller.enqueue(value);
      } catch (error) {
        close();
        controller.error(error);
      }
    },
    cancel: close,
  });
}

const TIMEOUT_MS = 15_000;
/** Larger pictures are cut off, bytes. */
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
async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let size = 0; size < SAMPLE_BYTES; ) {
    const { done, value } = await chunks.next();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  return Buffer.concat(parts);
}

/**
 * Fetches a picture from an address that came from upstream, and streams it. Its type is detected from
 * its bytes; the response's Content-Type is ignored.
 *
 * @throws AppError `picture_unavailable`
 */
export async function openPicture(ctx: Context, address: string): Promise<Picture> {
  let source: Readable | undefined;
  try {
    const url = await resolveUrl(address, ctx);
    const options = { trustedOrigin: await ctx.gepetto.origin(), timeoutMs: TIMEOUT_MS };
    const response = await guardedGet(url, options);
    source = response;
    if (response.statusCode !== 200) throw new InvalidPictureError(`status ${response.statusCode}`);
    const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const head = await readHead(chunks);
    const kind = await fileTypeFromBuffer(head);
    if (!kind || !ALLOWED_TYPES.has(kind.mime))
      throw new InvalidPictureError(`type ${kind?.mime ?? 'unknown'}`);
    const body = limitedStream(head, chunks, MAX_BYTES, () => response.destroy());
    return { body, type: kind.mime, extension: kind.ext };
  } catch (error) {
    source?.destroy();
    throw unavailable(error);
  }
}
