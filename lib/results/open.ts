import 'server-only';
import type { Context } from '@/lib/context';
import type { ByteRange } from '@/lib/storage';
import type { StoredFiles } from './files';
import type { PictureSize } from './model';
import { largeSizes, readSmall, SMALL, smallFiles } from './small-files';

type Store = Pick<Context, 'storage'>;
type Content = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** A file of a stored result. */
export type OpenFile = {
  /** Its whole size. */
  bytes: number;
  /** Opens it, or a part of it; null if the file has gone. Cancel a stream to close it. Throws StorageError. */
  read: (range?: ByteRange) => Promise<Content | null>;
};

const keyOf = ({ folder }: StoredFiles, size: PictureSize) =>
  size === 'full' ? `${folder}/full` : `${folder}/${size}.webp`;

const inMemory = (file: Uint8Array): OpenFile => ({
  bytes: file.byteLength,
  read: async (range) =>
    (range ? file.subarray(range.start, range.end + 1) : file) as Uint8Array<ArrayBuffer>,
});

/** The size of a file as far as it is known without the store. */
function knownSize(files: StoredFiles, size: PictureSize, key: string): number | undefined {
  return smallFiles.peek(key)?.byteLength ?? (size === 'full' ? files.bytes : largeSizes.get(key));
}

/** The size of a file in bytes, without opening it; null if it has gone. Throws StorageError. */
export async function sizeOfResult(
  ctx: Store,
  files: StoredFiles,
  size: PictureSize,
): Promise<number | null> {
  const key = keyOf(files, size);
  const known = knownSize(files, size, key);
  return known ?? (await (await ctx.storage()).head(key))?.bytes ?? null;
}

/**
 * Opens a size of a stored result that is to be shown. Small files are kept in memory, large ones are streamed.
 * @returns null if there is no such file
 * @throws StorageError
 */
export async function openResult(
  ctx: Store,
  files: StoredFiles,
  size: PictureSize,
): Promise<OpenFile | null> {
  const key = keyOf(files, size);
  const kept = smallFiles.get(key);
  if (kept) return inMemory(kept);
  const storage = await ctx.storage();
  const known = knownSize(files, size, key);
  if (known === undefined || known <= SMALL) {
    const stream = await storage.get(key);
    const file = stream && (await readSmall(stream));
    if (file) {
      smallFiles.set(key, file);
      return inMemory(file);
    }
    if (!stream) return null;
  }
  const bytes = known ?? (await storage.head(key))?.bytes;
  if (bytes === undefined) return null;
  if (size !== 'full') largeSizes.set(key, bytes);
  return { bytes, read: (range) => storage.get(key, range) };
}
