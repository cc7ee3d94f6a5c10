import { TimeoutError } from '@/lib/guarded-fetch';
import { PictureError } from '@/lib/picture-error';

export type Chunks = AsyncIterator<Uint8Array>;

type Patience = {
  /** The longest single wait for the sender, ms. */
  idleMs: number;
  /** All waits for the sender together, ms. */
  totalMs: number;
};

/**
 * Limits how long a sender may keep us waiting: a byte now and then does not help it. Only the time in which we wait
 * counts, not the time in which our reader pauses.
 */
export function impatient(chunks: Chunks, { idleMs, totalMs }: Patience): Chunks {
  let left = totalMs;
  return {
    async next() {
      const startedAt = performance.now();
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new TimeoutError()), Math.max(0, Math.min(idleMs, left)));
      });
      try {
        return await Promise.race([chunks.next(), timeout]);
      } finally {
        clearTimeout(timer);
        left -= performance.now() - startedAt;
      }
    },
  };
}

/**
 * A web stream of `head` followed by `chunks`. Fails once it exceeds `maxBytes`.
 * @param close called if the stream fails or its reader cancels it
 */
export function limitedStream(
  head: Uint8Array,
  chunks: Chunks,
  maxBytes: number,
  close: () => void,
): ReadableStream<Uint8Array> {
  let size = head.byteLength;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(head);
    },
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) {
          controller.close();
          return;
        }
        size += value.byteLength;
        if (size > maxBytes) throw new PictureError('too_large');
        controller.enqueue(value);
      } catch (error) {
        close();
        controller.error(error);
      }
    },
    cancel: close,
  });
}
