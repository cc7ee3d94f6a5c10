import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '@/lib/http/openapi/operation';
import { apiResponse } from '@/lib/http/openapi/response';
import { historyQuery, jobId, jobView } from '@/lib/jobs';

/** What may be sent to add a job: its id, or whatever holds it. */
export const addJobBody = z.union(
  [
    z.strictObject({ id: jobId.meta({ examples: ['Xk3v9Tq0aB2cD4eF'] }) }),
    z.strictObject({
      text: z
        .string()
        .min(1)
        .max(20_000)
        .describe(
          "An address with `/job/<id>` in it, a curl call with such a one, Gepetto's JSON.",
        ),
    }),
  ],
  { error: 'Send either a job\'s "id" or a "text" of at most 20000 characters that holds one' },
);

const page = z.strictObject({
  jobs: z.array(jobView).describe('Newest first.'),
  nextCursor: z
    .string()
    .nullable()
    .describe('For `cursor`, to get the next, older page; null on the last.'),
});

/** The answer that holds one job. */
export const oneJob = z.strictObject({ job: jobView });

export const paths: ZodOpenApiPathsObject = {
  '/api/jobs': {
    get: operation({
      id: 'listJobs',
      tag: 'Jobs',
      summary: 'Jobs of the history',
      description: 'Answers from what is known; Gepetto is not asked.',
      scope: 'jobs:read',
      params: { query: historyQuery },
      answers: { 200: apiResponse('A page of them.', page) },
      errors: ['invalid_request'],
    }),
    post: operation({
      id: 'addJob',
      tag: 'Jobs',
      summary: 'Add a job to the history',
      description:
        'A job that is there already stays as it is; if it was archived, it is restored. Gepetto is asked for a job that is new here.',
      scope: 'jobs:write',
      change: true,
      body: addJobBody,
      answers: { 200: apiResponse('The job as it stands.', oneJob) },
      errors: [
        'invalid_job_id',
        'job_not_found',
        'upstream_key_rejected',
        'upstream_unavailable',
        'upstream_timeout',
        'upstream_busy',
      ],
      repeatsUpstream: true,
    }),
  },
};
