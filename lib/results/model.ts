/** The part of lib/results that the browser may import: types, constants and pure functions. No zod, no database. */

/**
 * `waiting`: to be copied, or being copied. `stored`: ours. `failed`: given up; a person can try again. `expired`:
 * it was stored, and deleted after `KEEP_RESULTS_DAYS`.
 */
export const RESULT_STATES = ['waiting', 'stored', 'failed', 'expired'] as const;

/**
 * Why the last attempt to copy a result failed:
 *
 * - `gone`: the source answered 403, 404 or 410, also at the address that Gepetto named when it was asked once more
 * - `unreachable`: no connection, no answer in time, or a body that did not end in time
 * - `source_error`: any other status of the source
 * - `refused_address`: the address, or one that it redirects to, may not be fetched
 * - `empty`: the source sent no bytes
 * - `too_large`: more than 40 MB or 100 megapixels
 * - `not_a_picture`: bytes of another type, such as SVG or HTML
 * - `damaged`: a picture that cannot be decoded, such as a truncated one
 * - `storage_full`, `storage_denied`, `storage_unavailable`: our own store
 * - `interrupted`: the process ended, or took too long
 */
export const RESULT_PROBLEMS = [
  'gone',
  'unreachable',
  'source_error',
  'refused_address',
  'empty',
  'too_large',
  'not_a_picture',
  'damaged',
  'storage_full',
  'storage_denied',
  'storage_unavailable',
  'interrupted',
] as const;

export type ResultProblem = (typeof RESULT_PROBLEMS)[number];

/** Widths of the stored thumbnails, WebP, px. A picture that is narrower keeps its width in them. */
export const THUMBNAIL_WIDTHS = [320, 640, 1280] as const;

/** What `?size=` of a picture may be: a thumbnail's width, or the whole picture as it was copied. */
export const PICTURE_SIZES = ['320', '640', '1280', 'full'] as const;

export type PictureSize = (typeof PICTURE_SIZES)[number];

/** What a picture is converted to on request. */
export const PICTURE_FORMATS = ['png', 'jpeg', 'webp'] as const;

export type PictureFormat = (typeof PICTURE_FORMATS)[number];
