import 'server-only';
import { fileTypeFromBuffer } from 'file-type';
import type { Context } from '@/lib/context';
import { guardedGetRedirected } from '@/lib/guarded-fetch';
import { heldStream } from '@/lib/held-bytes';
import { type Chunks, impatient, limitedStream } from '@/lib/limited-stream';
import { PictureError } from '@/lib/picture-error';

/** The longest wait for headers and the start of a picture, and for each later part, ms. */
const TIMEOUT_MS = 15_000;
/** All waits for the rest together, ms. */
const TOTAL_MS = 60_000;
/** Larger pictures are refused, or cut off if the sender did not say how large they are, bytes. */
const MAX_BYTES = 40 * 1024 * 1024;
/** Start of a file that `file-type` needs, bytes. */
const SAMPLE_BYTES = 4_100;
/** Signed addresses of a store, or of a CDN in front of it, lead on a few times. */
const MAX_REDIRECTS = 5;
/** The answers of a source that has deleted the picture, or whose signature has expired. */
const GONE = new Set([403, 404, 410]);

/** Types that browsers show and that cannot contain scripts, as SVG can. An animated PNG is a PNG. */
const ALLOWED_TYPES = new Map([
  ['image/png', 'image/png'],
  ['image/apng', 'image/png'],
  ['image/jpeg', 'image/jpeg'],
  ['image/webp', 'image/webp'],
  ['image/avif', 'image/avif'],
  ['image/gif', 'image/gif'],
]);

/** `type` is a MIME type, `extension` has no dot. */
export type Picture = { body: ReadableStream<Uint8Array>; type: string; extension: string };

const isLoopbackPicture = (url: URL) =>
  url.hostname === '127.0.0.1' && url.pathname.startsWith('/pictures/');

async function resolveUrl(address: string, ctx: Pick<Context, 'gepetto'>): Promise<URL> {
  if (!URL.canParse(address)) throw new PictureError('refused_address', 'not an address');
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

/** What phones make, which browsers do not show: only for what is converted. */
const HEIC = /^image\/hei[cf](?:-sequence)?$/;

type Options = {
  /**
   * The address came from a person: nothing but public addresses is fetched, except pictures of the sandbox. HEIC is
   * accepted too.
   */
  fromPerson?: boolean;
};

/** @throws PictureError if browsers do not show the picture, or it could contain scripts */
async function detectType(
  head: Uint8Array,
  { fromPerson = false }: Options = {},
): Promise<Pick<Picture, 'type' | 'extension'>> {
  if (head.byteLength === 0) throw new PictureError('empty');
  const kind = await fileTypeFromBuffer(head);
  const type = kind && ALLOWED_TYPES.get(kind.mime);
  if (type) return { type, extension: kind.ext === 'apng' ? 'png' : kind.ext };
  if (fromPerson && kind && HEIC.test(kind.mime)) return { type: kind.mime, extension: kind.ext };
  throw new PictureError('not_a_picture', `type ${kind?.mime ?? 'unknown'}`);
}

/**
 * A picture that is itself the address: `data:image/png;base64,...`.
 * @throws PictureError
 */
export async function readDataUri(address: string) {
  const text = address.slice(address.indexOf(',') + 1);
  const bytes = Buffer.from(text.includes('%') ? decodeURIComponent(text) : text, 'base64');
  const kind = await detectType(bytes.subarray(0, SAMPLE_BYTES));
  return { bytes, ...kind };
}

async function fetchPicture(
  ctx: Pick<Context, 'gepetto'>,
  address: string,
  options: Options,
): Promise<Picture> {
  const url = await resolveUrl(address, ctx);
  const trusts = !options.fromPerson || ctx.gepetto.sandbox;
  const guard = {
    ...(trusts && { trustedOrigin: await ctx.gepetto.origin() }),
    timeoutMs: TIMEOUT_MS,
  };
  const response = await guardedGetRedirected(url, guard, MAX_REDIRECTS);
  try {
    const { statusCode = 0 } = response;
    if (statusCode !== 200) {
      throw new PictureError(
        GONE.has(statusCode) ? 'gone' : 'source_error',
        `status ${statusCode}`,
      );
    }
    if (Number(response.headers['content-length']) > MAX_BYTES) throw new PictureError('too_large');
    const chunks = response[Symbol.asyncIterator]() as Chunks;
    const head = await readHead(impatient(chunks, { idleMs: TIMEOUT_MS, totalMs: TIMEOUT_MS }));
    const kind = await detectType(head, options);
    const rest = impatient(chunks, { idleMs: TIMEOUT_MS, totalMs: TOTAL_MS });
    const body = limitedStream(head, rest, MAX_BYTES, () => response.destroy());
    return { body, ...kind };
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/**
 * Opens a picture whose address came from outside, and streams it. Its type is detected from its bytes; the
 * response's Content-Type is ignored. Redirects are followed, each under the same guard.
 *
 * @param address an http(s) address or a `data:` URI in base64
 * @throws PictureError, an error of the connection, or AppError `server_busy` for a `data:` URI
 */
export async function openSource(
  ctx: Pick<Context, 'gepetto'>,
  address: string,
  options: Options = {},
): Promise<Picture> {
  if (!address.startsWith('data:')) return fetchPicture(ctx, address, options);
  const { bytes, ...kind } = await readDataUri(address);
  return { body: heldStream(bytes), ...kind };
}
