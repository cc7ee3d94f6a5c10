/** The part of lib/photos that the browser may import: types, constants and pure functions. No zod, no database. */

/** Where a photo came from: a file of a person, an address that they gave, or the result of a job (`fromJobId`). */
export const PHOTO_SOURCES = ['upload', 'url', 'result'] as const;

export type PhotoSource = (typeof PHOTO_SOURCES)[number];

/** The longest side after scaling, px. */
export const MAX_SIDE = 4_096;
/** The largest file that the browser sends, bytes. Vercel's functions take requests of up to 4.5 MB. */
export const MAX_UPLOAD_BYTES = 4 * 1024 * 1024;
/** The largest body that the API takes, bytes. */
export const MAX_REQUEST_BYTES = 4.5 * 1024 * 1024;
/** The largest file that a person may choose before it is scaled, bytes. */
export const MAX_CHOSEN_BYTES = 100 * 1024 * 1024;
/** The most photos of a user. */
export const MAX_PHOTOS = 10_000;
/** How long Gepetto can read a photo at the address that it was given, ms. */
export const ADDRESS_MS = 24 * 60 * 60 * 1_000;
/** The most masks of a photo that are kept. */
export const MAX_MASKS = 100;
/** The longest name of a photo, characters. */
export const MAX_NAME = 200;
/** The longest address of a picture, characters. */
export const MAX_URL = 4_096;
/** Results of a photo are counted up to this number: pages say "99+" then. */
export const MAX_COUNTED_RESULTS = 100;
