import 'server-only';
import { ReadableStream } from 'node:stream/web';
import type { ExportedJob, Format } from '@/lib/jobs';
import { toAppError } from './errors';

type Pages = AsyncGenerator<ExportedJob[], void, undefined>;

async function* chunks(
  first: IteratorResult<ExportedJob[], void>,
  rest: Pages,
  format: Format,
  origin: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  try {
    if (format.head) yield encoder.encode(format.head);
    for (let page = first; !page.done; page = await rest.next()) {
      yield encoder.encode(page.value.map((job) => format.line(job, origin)).join(''));
    }
  } catch (error) {
    // The headers have been sent: log the error and close the connection, so that the file is not
    // mistaken for a complete one.
    throw toAppError(error);
  } finally {
    await rest.return();
  }
}

/**
 * Streams pages of jobs as a file. Reads a page when the client has room for it, and none after the client
 * has gone.
 * @throws if the first page cannot be read, so that the response can still be an error
 */
export async function fileStream(
  pages: Pages,
  format: Format,
  origin: string,
): Promise<ReadableStream<Uint8Array>> {
  return ReadableStream.from(chunks(await pages.next(), pages, format, origin));
}
