import { z } from 'zod';
import { RESULT_PROBLEMS, RESULT_STATES } from './model';

/** Our copy of a job's picture, as its users see it. */
export const resultView = z
  .strictObject({
    state: z
      .enum(RESULT_STATES)
      .describe(
        '`waiting`: not copied yet; the picture is streamed from Gepetto meanwhile. `stored`: kept by Bottega. `failed`: could not be copied. `expired`: deleted after the time that the operator keeps results.',
      ),
    problem: z
      .enum(RESULT_PROBLEMS)
      .nullable()
      .describe('Why the last attempt to copy it failed; null if none did.'),
    picture: z
      .strictObject({
        hash: z.string().describe('SHA-256 of the bytes, hexadecimal.'),
        type: z.string().describe('The media type, detected from the bytes.'),
        bytes: z.int(),
        width: z.int().describe('In pixels, after turning it upright.'),
        height: z.int().describe('In pixels, after turning it upright.'),
        thumbHash: z.string().describe('A ThumbHash of some 25 bytes, base64.'),
      })
      .nullable()
      .describe('The stored picture; null unless `state` is `stored`.'),
  })
  .meta({ id: 'Result', description: "Bottega's copy of a job's picture." });

export type ResultView = z.infer<typeof resultView>;
