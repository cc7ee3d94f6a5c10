import { z } from 'zod';
import { PICTURE_FORMATS, PICTURE_SIZES } from '@/lib/results/model';

/** The widest picture that is made on request, px. */
const MAX_WIDTH = 8_192;

/** Digits only: `Number` also accepts `0x10`, `1e2` and " 1 ". */
const width = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : text),
  z
    .int(`must be a whole number from 1 to ${MAX_WIDTH}`)
    .min(1, `must be 1 or more`)
    .max(MAX_WIDTH, `must be ${MAX_WIDTH} or less`)
    .optional(),
);

/** The query of every picture route. */
export const pictureQuery = z.strictObject({
  of: z
    .enum(['output', 'input'])
    .default('output')
    .describe('The result (the default) or the input picture.'),
  size: z
    .enum(PICTURE_SIZES)
    .default('full')
    .describe('Of a stored result: the width of a WebP thumbnail, or the whole picture.'),
  v: z
    .string()
    .max(64)
    .optional()
    .describe(
      "The beginning of the result's hash, at least 8 characters: the response may then be kept for a year.",
    ),
  download: z.literal('1').optional().describe('Send `1` to save the picture as a file.'),
  format: z
    .enum(PICTURE_FORMATS)
    .optional()
    .describe('Convert the picture to this format, without its metadata. `size` is then ignored.'),
  width: width.describe('Convert the picture to this width in pixels; it is never enlarged.'),
});

/** The query for a picture of which there is only our copy. */
export const storedPictureQuery = pictureQuery.pick({ size: true, v: true, download: true });

export type PictureQuery = z.output<typeof pictureQuery>;
