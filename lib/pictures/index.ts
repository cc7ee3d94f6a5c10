import 'server-only';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { Context } from '@/lib/context';
import { AppError, errorName } from '@/lib/errors';
import { guardedGet } from '@/lib/guarded-fetch';
import { log } from '@/lib/log';
import { limitedStream } from './limited-stream';

const TIMEOUT_MS = 15_000;
/** The largest picture that is passed on, bytes. */
const MAX_BYTES = 40 * 1024 * 1024;
/** As much of a file as `file-type` wants to see, bytes. */
const SAMPLE_BYTES = 4_100;

/** Kinds of picture that a browser shows and that cannot carry script (as SVG could). */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif']);

export type Picture = { body: ReadableStream<Uint8Array>; type: string; extension: string };

/** What came is no picture that can be shown; the message is for the log. */
class NoPicture extends Error {}

function unavailable(error: unknown): AppError {
  const reason = error instanceof NoPicture ? error.message : errorName(error);
  log().warn({ reason }, 'a picture could not be fetched');
  return new AppError(
    'picture_unavailable',
    'The picture cannot be fetched from where Gepetto keeps it. Try again in a while; it may have been deleted there.',
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

/** Reads from a stream until enough is there to tell what it is. */
async function sample(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
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
 * Fetches a picture whose address came from outside and streams it. What comes is judged by its bytes,
 * not by what it calls itself.
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
    if (response.statusCode !== 200) throw new NoPicture(`status ${response.statusCode}`);
    const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const head = await sample(chunks);
    const kind = await fileTypeFromBuffer(head);
    if (!kind || !SHOWN.has(kind.mime))
      throw new NoPicture(`it is ${kind?.mime ?? 'of an unknown kind'}`);
    const body = limitedStream(head, chunks, MAX_BYTES, () => response.destroy());
    return { body, type: kind.mime, extension: kind.ext };
  } catch (error) {
    source?.destroy();
    throw unavailable(error);
  }
}
