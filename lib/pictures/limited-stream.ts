/**
 * A web stream of `head` followed by `chunks`. Fails once it exceeds `maxBytes`.
 * @param close called if the stream fails or its reader cancels it
 */
export function limitedStream(
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
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
        if (size > maxBytes) throw new Error('The picture is too large.');
        controller.enqueue(value);
      } catch (error) {
        close();
        controller.error(error);
      }
    },
    cancel: close,
  });
}
