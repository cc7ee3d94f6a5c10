import { type Adapter, Files } from 'files-sdk';
import { isMissing, toStorageError } from './errors';
import { assertKey, type ByteRange, type Storage, type StoredFile } from './storage';

/** The longest that the store may take until it has accepted a file, or begins to send one, ms. */
const TIMEOUT_MS = 60_000;
/** Further attempts after a fault of the store; each waits longer. */
const RETRIES = 2;
const PAGE_SIZE = 500;

type Options = {
  /** Makes a file that was written durable. */
  afterPut?: (key: string) => Promise<void>;
  /** Reads a part of a file, where the adapter cannot. */
  cutsRanges?: boolean;
  /** Whether the adapter makes addresses that end. */
  signs?: boolean;
};

/** The part of a stream in `range`; the stream is closed as soon as the part has been read. */
function cut(range: ByteRange): TransformStream<Uint8Array, Uint8Array> {
  let at = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const from = Math.max(0, range.start - at);
      const to = Math.min(chunk.byteLength, range.end + 1 - at);
      at += chunk.byteLength;
      if (to > from) controller.enqueue(chunk.subarray(from, to));
      if (at > range.end) controller.terminate();
    },
  });
}

/** Runs `work`, which returns null if the file does not exist. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return null;
    throw toStorageError(error);
  }
}

/** The five verbs on an adapter of files-sdk. */
export function fromAdapter(
  adapter: Adapter,
  { afterPut, cutsRanges, signs }: Options = {},
): Storage {
  const files = new Files({ adapter, timeout: TIMEOUT_MS, retries: RETRIES });

  async function* list(prefix: string): AsyncGenerator<StoredFile> {
    let cursor: string | undefined;
    do {
      const at = cursor === undefined ? {} : { cursor };
      const page = await files
        .list({ prefix, limit: PAGE_SIZE, ...at })
        .catch((error: unknown) => Promise.reject(toStorageError(error)));
      for (const { key, size, lastModified = 0 } of page.items) {
        yield { key, bytes: size, modifiedAt: lastModified };
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
  }

  return {
    async put(key, content, type) {
      assertKey(key);
      try {
        await files.upload(key, content, { contentType: type });
        await afterPut?.(key);
      } catch (error) {
        throw toStorageError(error);
      }
    },
    async get(key, range) {
      assertKey(key);
      const native = range && !cutsRanges ? { range } : {};
      const found = await orNull(() => files.download(key, { as: 'stream', ...native }));
      if (found === null) return null;
      return range && cutsRanges ? found.stream().pipeThrough(cut(range)) : found.stream();
    },
    async head(key) {
      assertKey(key);
      const found = await orNull(() => files.head(key));
      return found && { bytes: found.size };
    },
    async delete(key) {
      assertKey(key);
      await orNull(() => files.delete(key));
    },
    list,
    ...(signs && {
      sign: async (key: string, validMs: number) => {
        assertKey(key);
        try {
          return await files.url(key, { expiresIn: Math.floor(validMs / 1_000) });
        } catch (error) {
          throw toStorageError(error);
        }
      },
    }),
  };
}
