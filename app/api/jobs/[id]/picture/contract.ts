import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { rateLimitHeaders } from '@/app/_http/openapi/headers';
import { jobPath, operation } from '@/app/_http/openapi/operation';

const query = z.object({
  of: z
    .enum(['output', 'input'])
    .optional()
    .describe('The result (the default), or the picture that the job was given.'),
  download: z.literal('1').optional().describe('To save it as a file.'),
});

export const paths: ZodOpenApiPathsObject = {
  '/api/jobs/{id}/picture': {
    get: operation({
      id: 'getPicture',
      tag: 'Jobs',
      summary: "The bytes of a job's picture",
      description: 'Streamed from where Gepetto keeps it.',
      scope: 'jobs:read',
      params: { path: jobPath, query },
      answers: {
        200: {
          description: 'The picture.',
          headers: z.object({
            'Content-Disposition': z.string().optional().describe('With `download`.'),
            ...rateLimitHeaders,
          }),
          content: { 'image/*': {} },
        },
      },
      errors: ['not_found', 'job_not_found', 'picture_unavailable'],
    }),
  },
};
