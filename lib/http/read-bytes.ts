import 'server-only';
import { AppError } from '@/lib/errors';

/** The longest that a body may take to arrive, ms. */
const MAX_MS = 10_000;

/**
 * Reads a request's body, at most so many bytes of it and for ten seconds.
 * @param what what the sender calls it: "form", "request"
 * @throws AppError `body_too_large` or `request_timeout`
 */
export async function readBytes(request: Request, maxBytes: number, what: string): Promise<Buffer> {
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    void reader.cancel();
  }, MAX_MS);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (late) {
        throw new AppError(
          'request_timeout',
          `The ${what} took too long to arrive. Send it again.`,
        );
      }
      if (done) return Buffer.concat(chunks);
      size += value.byteLength;
      // Counted, not believed: Content-Length may lie or be missing.
      if (size > maxBytes) {
        await reader.cancel();
        const kb = maxBytes / 1024;
        throw new AppError('body_too_large', `The ${what} is larger than ${kb} KB. Send less.`);
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(deadline);
  }
}
