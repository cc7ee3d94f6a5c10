import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jobPath, operation } from '@/lib/http/openapi/operation';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import { plainText } from '@/lib/plain-text';
import { oneJob } from '../contract';

/** What of an entry its owner may change. */
export const changeBody = z.strictObject({
  label: plainText
    .max(200, 'is longer than 200 characters')
    .nullable()
    .optional()
    .describe('The new name; null takes it away.'),
  archived: z.boolean().optional(),
});

export const paths: ZodOpenApiPathsObject = {
  '/api/jobs/{id}': {
    get: operation({
      id: 'getJob',
      tag: 'Jobs',
      summary: 'One job of the history',
      description: 'As fresh as it can be had without making anybody wait.',
      scope: 'jobs:read',
      params: { path: jobPath },
      answers: { 200: apiResponse('The job.', oneJob) },
      errors: ['job_not_found'],
    }),
    patch: operation({
      id: 'changeJob',
      tag: 'Jobs',
      summary: 'Label, archive or restore a job',
      scope: 'jobs:write',
      change: true,
      params: { path: jobPath },
      body: changeBody,
      answers: { 200: apiResponse('The job as it is now.', oneJob) },
      errors: ['job_not_found'],
    }),
    delete: operation({
      id: 'removeJob',
      tag: 'Jobs',
      summary: 'Take a job out of the history',
      description:
        'Gepetto keeps it, and it can be added again. Its share links end for good with this.',
      scope: 'jobs:write',
      change: true,
      params: { path: jobPath },
      answers: { 204: emptyResponse('It is gone.') },
      errors: ['job_not_found'],
    }),
  },
  '/api/jobs/{id}/check': {
    post: operation({
      id: 'checkJob',
      tag: 'Jobs',
      summary: 'Check now',
      description:
        'Asks Gepetto at once, also for a job that has stalled; at most once in five seconds.',
      scope: 'jobs:write',
      change: true,
      params: { path: jobPath },
      answers: { 200: apiResponse('The job as it stands.', oneJob) },
      errors: ['job_not_found'],
    }),
  },
};
