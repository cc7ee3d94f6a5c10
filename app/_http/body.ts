import 'server-only';
import type { z } from 'zod';
import { AppError } from '@/lib/errors';

/** The largest request body that is read, bytes. */
const MAX_BYTES = 64 * 1024;
/** The longest that a body may take to arrive, ms. */
const MAX_MS = 10_000;

async function readText(request: Request): Promise<string> {
  const tooLarge = new AppError(
    'body_too_large',
    'The request is larger than 64 KB. Send less at a time.',
  );
  const reader = request.body?.getReader();
  if (!reader) return '';
  const deadline = setTimeout(() => void reader.cancel(), MAX_MS);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(chunks).toString('utf8');
      size += value.byteLength;
      // Counted, not believed: Content-Length may lie or be missing.
      if (size > MAX_BYTES) {
        await reader.cancel();
        throw tooLarge;
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(deadline);
  }
}

/**
 * Reads a JSON body of at most 64 KB and checks it against a schema.
 * @throws AppError `invalid_request` (with the first fault's own sentence) or `body_too_large`
 */
export async function readBody<T extends z.ZodType>(
  request: Request,
  schema: T,
): Promise<z.output<T>> {
  if (!request.headers.get('content-type')?.toLowerCase().startsWith('application/json')) {
    throw new AppError('invalid_request', 'Send the request as application/json.');
  }
  let value: unknown;
  try {
    value = JSON.parse(await readText(request));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'invalid_request',
      'The request is not valid JSON. Correct it and send it again.',
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new AppError('invalid_request', `${where}${issue?.message ?? 'not understood'}.`);
}
