import { z } from 'zod';
import { plainText } from '@/lib/plain-text';
import { MAX_NAME, PHOTO_SOURCES } from './model';

/** Path parameters of a photo. Documented but not validated: an unknown id gives 404. */
export const photoParams = z.object({
  id: z
    .string()
    .describe('The ID of the photo.')
    .meta({ examples: ['3f2b8c1e-6c0a-4d57-9a35-0a7d0c8e5b11'] }),
});

/** Path parameters of a mask. */
export const maskParams = photoParams.extend({
  maskId: z
    .string()
    .describe('The ID of the mask.')
    .meta({ examples: ['c4a2d6f0-1b7e-4f8d-8f3c-2e9b5a7d6c10'] }),
});

/** Photos on one page of the library. */
const PAGE_SIZE = 24;

/** What a person calls a photo. */
export const photoName = plainText.trim().max(MAX_NAME, `is longer than ${MAX_NAME} characters`);

const ms = z.int().describe('Milliseconds since 1970, UTC.');

/** A photo of a user: plain data, safe to send to a browser. */
export const photoView = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable().describe('What its owner calls it.'),
    createdAt: ms,
    usedAt: ms.describe('When it was last uploaded or used, ms UTC: the order of the library.'),
    source: z
      .enum(PHOTO_SOURCES)
      .describe('Where it came from: a file, an address, or the result of a job.'),
    hash: z.string().describe('SHA-256 of the stored picture, hexadecimal.'),
    type: z.string().describe('The media type of the stored picture.'),
    bytes: z.int(),
    width: z.int().describe('In pixels, upright.'),
    height: z.int().describe('In pixels, upright.'),
    thumbHash: z.string().describe('A ThumbHash of some 25 bytes, base64.'),
    results: z
      .int()
      .describe("The jobs in the caller's history that were started with it, up to 100."),
  })
  .meta({
    id: 'Photo',
    description:
      'A picture to start jobs with: turned upright, in sRGB, without metadata, at most 4096 pixels wide and high.',
  });

export type PhotoView = z.infer<typeof photoView>;

/** The last photo of a page of the library: the next page starts below it. */
export type PhotoCursor = { usedAt: number; id: string };

const cursor = z
  .string()
  .regex(/^\d{1,16}\.[A-Za-z0-9-]{1,64}$/, 'is not a cursor from `nextCursor`')
  .transform((text): PhotoCursor => {
    const dot = text.indexOf('.');
    return { usedAt: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
  });

export const formatPhotoCursor = ({ usedAt, id }: PhotoCursor): string => `${usedAt}.${id}`;

/** Digits only: `Number` also accepts `0x10`, `1e2` and " 1 ". */
const limit = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : text),
  z.int('must be a whole number from 1 to 100').min(1).max(100).default(24),
);

/** Query of `GET /api/photos`. */
export const photosQuery = z.strictObject({
  cursor: cursor.optional().describe('`nextCursor` of the previous page.'),
  limit: limit.describe('The maximum number of photos.'),
});

/** A page of the library. */
export const photosPage = z.strictObject({
  photos: z.array(photoView).describe('Those that were used last come first.'),
  nextCursor: z.string().nullable().describe('Null on the last page.'),
});

export type PhotosPage = z.infer<typeof photosPage>;

/** Reads the search parameters of the library page. What is invalid is ignored. */
export function parsePhotosPage(params: Record<string, string | string[] | undefined>) {
  const { data } = photosQuery.shape.cursor.safeParse([params.cursor].flat()[0]);
  return { cursor: data, limit: PAGE_SIZE };
}
