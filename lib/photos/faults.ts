import { AppError, type ErrorCode } from '@/lib/errors';
import { PictureError } from '@/lib/picture-error';
import type { ResultProblem } from '@/lib/results/model';
import { StorageError } from '@/lib/storage';

const UNREACHED =
  'The picture at this address could not be fetched. Check the address, or upload the picture as a file.';

/** What a person is told about a picture that cannot be used, by its problem. */
const FAULTS: Record<ResultProblem, [code: ErrorCode, message: string]> = {
  gone: ['photo_address_failed', UNREACHED],
  unreachable: ['photo_address_failed', UNREACHED],
  source_error: ['photo_address_failed', UNREACHED],
  refused_address: [
    'photo_address_refused',
    'Only public https addresses are fetched. Upload the picture as a file instead.',
  ],
  empty: ['photo_not_a_picture', 'There is no picture in it. Choose another file.'],
  not_a_picture: [
    'photo_not_a_picture',
    'This is not a picture that can be used. Send a JPEG, PNG, WebP, AVIF or HEIC.',
  ],
  damaged: ['photo_damaged', 'This picture is damaged or incomplete. Choose another file.'],
  too_large: [
    'photo_too_large',
    'This picture is too large. Send one of at most 100 megapixels and 40 MB.',
  ],
  interrupted: ['server_busy', 'Reading this picture took too long. Try again in a few seconds.'],
  storage_full: ['storage_unavailable', 'The storage of this server is full. Tell its operator.'],
  storage_denied: [
    'storage_unavailable',
    'This server cannot write to its storage. Tell its operator.',
  ],
  storage_unavailable: [
    'storage_unavailable',
    'The storage of this server does not respond. Try again in a moment.',
  ],
};

const RETRY_MS = 5_000;

/** @throws AppError in place of a PictureError or a StorageError, and every other error as it is */
export function throwPhotoFault(error: unknown): never {
  const problem =
    error instanceof PictureError
      ? error.problem
      : error instanceof StorageError
        ? (`storage_${error.fault}` as const)
        : null;
  if (problem === null) throw error;
  const [code, message] = FAULTS[problem];
  const retry = code === 'server_busy' || code === 'storage_unavailable';
  throw new AppError(code, message, { cause: error, ...(retry && { retryAfterMs: RETRY_MS }) });
}
