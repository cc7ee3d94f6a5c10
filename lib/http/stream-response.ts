import 'server-only';
import { ReadableStream } from 'node:stream/web';
import { toAppError } from './errors';

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
