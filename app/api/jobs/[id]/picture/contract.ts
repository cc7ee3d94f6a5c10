import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jobPath, operation } from '@/lib/http/openapi/operation';
import { pictureQuery } from '@/lib/http/picture-query';

export const paths: ZodOpenApiPathsObject = {
  '/api/jobs/{id}/picture': {
    get: operation({
      id: 'getPicture',
      tag: 'Jobs',
      summary: "The bytes of a job's picture",
      description: 'Streamed from where Gepetto keeps it.',
      scope: 'jobs:read',
      params: { path: jobPath, query: pictureQuery },
      answers: {
        200: {
          description: 'The picture.',
          headers: {
            'Content-Disposition': z.string().optional().describe('With `download`.'),
          },
          content: { 'image/*': {} },
        },
      },
      errors: ['not_found', 'job_not_found', 'picture_unavailable'],
    }),
  },
};
