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
    // The answer has begun: all that is left is to log it and to break off, so that no part is taken for all.
    throw toAppError(error);
  } finally {
    await rest.return();
  }
}

/**
 * Writes pages of jobs as a file, a page each time its reader has room for one; none is read any more once
 * the reader has gone.
 * @throws whatever reading the first page throws: the answer can then still be an error
 */
export async function fileStream(
  pages: Pages,
  format: Format,
  origin: string,
): Promise<ReadableStream<Uint8Array>> {
  return ReadableStream.from(chunks(await pages.next(), pages, format, origin));
}
