import 'server-only';
import type { z } from 'zod';
import { AppError } from '@/lib/errors';
import { parse } from './parse';
import { readBytes } from './read-bytes';

/** The largest request body that is read, bytes. */
const MAX_BYTES = 64 * 1024;

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
    value = JSON.parse((await readBytes(request, MAX_BYTES, 'request')).toString('utf8'));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'invalid_request',
      'The request is not valid JSON. Correct it and send it again.',
    );
  }
  return parse(schema, value);
}
