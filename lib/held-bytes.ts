import 'server-only';
import { AppError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';

/** Bodies and pictures that this process may have in memory at the same time, bytes. */
const MAX_HELD = 256 * 1024 * 1024;
/** Smaller ones are not counted, bytes. */
const MIN_COUNTED = 256 * 1024;
/** What is sent at once, bytes. */
const SLICE = 256 * 1024;
/** The server closes a connection before that, see `scripts/server/deadlines.mjs`, ms. */
const LONGEST_MS = 20 * 60_000;
const RETRY_MS = 5_000;
/** How long a read waits for others, ms. */
const LONGEST_WAIT_MS = 5_000;

const held = singleton('held-bytes', () => ({ bytes: 0 }));

function busy(): AppError {
  const message =
    'This server is sending too many large responses at the moment. Try again in a few seconds.';
  return new AppError('server_busy', message, { retryAfterMs: RETRY_MS });
}

/**
 * Counts memory as held until the returned function is called.
 * @throws AppError `server_busy` if too much is held
 */
function hold(bytes: number): () => void {
  if (bytes < MIN_COUNTED) return () => undefined;
  if (held.bytes + bytes > MAX_HELD) throw busy();
  held.bytes += bytes;
  let released = false;
  const release = () => {
    if (!released) held.bytes -= bytes;
    released = true;
    clearTimeout(timer);
  };
  const timer = setTimeout(release, LONGEST_MS).unref();
  return release;
}

/** The reads that wait for each other, by the last of them. */
const reads = singleton('large-reads', () => ({ last: Promise.resolve() as Promise<unknown> }));

/**
 * Reads something large, and counts it while it is read. One at a time: several at once are ready no sooner, and
 * everybody else waits for a step of each.
 * @param bytes the most that it reads
 * @throws AppError `server_busy` if too much is held already, or others are read for too long
 */
export async function holding<T>(bytes: number, read: () => Promise<T>): Promise<T> {
  const before = reads.last;
  const { promise, resolve: done } = Promise.withResolvers<void>();
  reads.last = promise;
  const late = AbortSignal.timeout(LONGEST_WAIT_MS);
  let release = () => {};
  try {
    await before;
    if (late.aborted) throw busy();
    release = hold(bytes);
    return await read();
  } finally {
    release();
    // Others go first.
    setImmediate(done);
  }
}

/**
 * A stream of bytes in memory, which count as held until they have been read or the reader has gone. Otherwise a few
 * hundred clients that read slowly would take all the memory of the process.
 * @throws AppError `server_busy` if too much is held already
 */
export function heldStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const release = hold(bytes.byteLength);
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(bytes.subarray(at, at + SLICE));
        at += SLICE;
        if (at < bytes.byteLength) return;
        release();
        controller.close();
      },
      cancel: release,
    },
    { highWaterMark: 0 },
  );
}
