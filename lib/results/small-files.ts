import { LRUCache } from 'lru-cache';
import { singleton } from '@/lib/singleton';

/** Larger files are streamed each time, bytes. */
export const SMALL = 128 * 1024;
/** All files that are kept together, bytes. */
const KEPT_BYTES = 32 * 1024 * 1024;
/** What an entry costs besides its file, bytes. */
const OVERHEAD = 500;
const KEPT_SIZES = 10_000;

/**
 * The small files that were read last, in memory: a wall shows dozens of thumbnails at once. A key never gets another
 * content, and whether somebody may see it is asked of the database each time.
 */
export const smallFiles = singleton(
  'small-files',
  () =>
    new LRUCache<string, Uint8Array>({
      maxSize: KEPT_BYTES,
      sizeCalculation: (file) => file.byteLength + OVERHEAD,
    }),
);

/** The sizes of large thumbnails, which no row has, bytes. */
export const largeSizes = singleton(
  'large-file-sizes',
  () => new LRUCache<string, number>({ max: KEPT_SIZES }),
);

/** Reads a stream to its end; null, and the stream is closed, if it is not small. */
export async function readSmall(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    // Leaving the loop cancels the stream.
    if (size > SMALL) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
