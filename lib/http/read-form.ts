import 'server-only';
import { AppError } from '@/lib/errors';
import { readBytes } from './read-bytes';

/** The largest form that is read, bytes. */
const MAX_BYTES = 16 * 1024;

/**
 * Reads a form of at most 16 KB, as `application/x-www-form-urlencoded`.
 * @throws AppError `invalid_request` or `body_too_large`
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.toLowerCase() ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new AppError('invalid_request', 'Send the form as application/x-www-form-urlencoded.');
  }
  const bytes = await readBytes(request, MAX_BYTES, 'form');
  return new URLSearchParams(bytes.toString('utf8'));
}
