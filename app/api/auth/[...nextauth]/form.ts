import 'server-only';
import { AppError } from '@/lib/errors';

/** The largest form that is read, bytes. */
const MAX_BYTES = 16 * 1024;
/** The longest that a form may take to arrive, ms. */
const MAX_MS = 10_000;

async function readBytes(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  const reader = body.getReader();
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
      if (late)
        throw new AppError('invalid_request', 'The form took too long to arrive. Send it again.');
      if (done) return Buffer.concat(chunks);
      size += value.byteLength;
      if (size > MAX_BYTES) {
        await reader.cancel();
        throw new AppError('body_too_large', 'The form is larger than 16 KB. Send less.');
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(deadline);
  }
}

/**
 * Reads a form of at most 16 KB, as `application/x-www-form-urlencoded`.
 * @throws AppError `invalid_request` or `body_too_large`
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.toLowerCase() ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new AppError('invalid_request', 'Send the form as application/x-www-form-urlencoded.');
  }
  const bytes = request.body ? await readBytes(request.body) : Buffer.alloc(0);
  return new URLSearchParams(bytes.toString('utf8'));
}
