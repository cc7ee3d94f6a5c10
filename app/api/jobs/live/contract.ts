import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { etagHeader } from '@/lib/http/openapi/headers';
import { ifNoneMatch, operation } from '@/lib/http/openapi/operation';
import { apiResponse, notModified } from '@/lib/http/openapi/response';
import { jobView } from '@/lib/jobs';

/** More than a page of the history shows. */
export const MAX_IDS = 50;

const query = z.object({
  id: z
    .array(z.string())
    .optional()
    .describe(`As often as there are jobs: \`?id=a&id=b\`. The first ${MAX_IDS} count.`),
});

export const paths: ZodOpenApiPathsObject = {
  '/api/jobs/live': {
    get: operation({
      id: 'watchJobs',
      tag: 'Jobs',
      summary: 'Several jobs at once',
      description:
        'Each as fresh as it can be had without making anybody wait; those that are not in the history are left out.',
      scope: 'jobs:read',
      params: { query, header: ifNoneMatch },
      answers: {
        200: apiResponse('The jobs.', z.strictObject({ jobs: z.array(jobView) }), etagHeader),
        304: notModified(),
      },
    }),
  },
};
