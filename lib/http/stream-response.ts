import 'server-only';
import { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import type { Picture } from '@/lib/pictures';
import { PICTURE_SIZES } from '@/lib/results/model';
import { toAppError } from './errors';

/** The query of every picture route. */
export const pictureQuery = z.strictObject({
  of: z
    .enum(['output', 'input'])
    .default('output')
    .describe('The result (the default) or the input picture.'),
  size: z
    .enum(PICTURE_SIZES)
    .default('full')
    .describe('Of a stored result: the width of a WebP thumbnail, or the whole picture.'),
  v: z
    .string()
    .max(64)
    .optional()
    .describe("The beginning of the result's hash: the response may then be kept for a year."),
  download: z.literal('1').optional().describe('Send `1` to save the picture as a file.'),
});

/**
 * Streams a picture.
 * @param download the name of the file to save it as, without extension; null to show it
 */
export async function pictureResponse(
  request: Request,
  picture: Picture,
  download: string | null,
): Promise<Response> {
  const headers = new Headers({
    'Content-Type': picture.type,
    // If a browser treated the picture as a page, the sandbox would block its scripts.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Referrer-Policy': 'no-referrer',
  });
  if (download !== null) {
    headers.set('Content-Disposition', `attachment; filename="${download}.${picture.extension}"`);
  }
  if (request.method === 'HEAD') {
    // Next drops the body of a HEAD without closing its source.
    await picture.body.cancel();
    return new Response(null, { headers });
  }
  return new Response(picture.body, { headers });
}

/**
 * Passes on the parts of a file. The headers have been sent when one fails: the error is logged, and the connection
 * closes, so that the file is not mistaken for a complete one.
 */
export async function* withLoggedErrors<Part>(
  parts: AsyncGenerator<Part, void, undefined>,
): AsyncGenerator<Part, void, undefined> {
  try {
    yield* parts;
  } catch (error) {
    throw toAppError(error);
  }
}

/** How a file of many items is written. */
type FileFormat<Item> = {
  /** Written before the first item. */
  head: string;
  line: (item: Item) => string;
};

type Pages<Item> = AsyncGenerator<Item[], void, undefined>;

async function* chunks<Item>(
  first: IteratorResult<Item[], void>,
  rest: Pages<Item>,
  format: FileFormat<Item>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  try {
    if (format.head) yield encoder.encode(format.head);
    for (let page = first; !page.done; page = await rest.next()) {
      yield encoder.encode(page.value.map((item) => format.line(item)).join(''));
    }
  } finally {
    await rest.return();
  }
}

/**
 * Streams pages of items as a file. Reads a page when the client has room for it, and none after the client
 * has gone.
 * @throws if the first page cannot be read, so that the response can still be an error
 */
export async function fileStream<Item>(
  pages: Pages<Item>,
  format: FileFormat<Item>,
): Promise<ReadableStream<Uint8Array>> {
  return ReadableStream.from(withLoggedErrors(chunks(await pages.next(), pages, format)));
}
