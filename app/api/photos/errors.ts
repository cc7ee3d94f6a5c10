import type { ErrorCode } from '@/lib/errors';

/** The errors of everything that adds a photo. */
export const PHOTO_ERRORS: ErrorCode[] = [
  'photo_not_a_picture',
  'photo_damaged',
  'photo_too_large',
  'too_many_photos',
  'server_busy',
  'storage_unavailable',
];
