import { z } from 'zod';

/** Which picture of a job is wanted, and how. */
export const pictureQuery = z.strictObject({
  of: z
    .enum(['output', 'input'])
    .default('output')
    .describe('The result (the default), or the picture that the job was given.'),
  download: z.literal('1').optional().describe('To save it as a file.'),
});
