import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { UPSTREAM_ERRORS } from '@/lib/http/openapi/errors';
import { apiResponse } from '@/lib/http/openapi/response';
import { addJob, historyQuery, jobId, jobView, listJobs } from '@/lib/jobs';

export const GET = endpoint({
  id: 'listJobs',
  tag: 'Jobs',
  summary: 'List the history',
  description: 'The response comes from the database; Gepetto is not called.',
  access: 'jobs:read',
  query: historyQuery,
  response: {
    200: apiResponse(
      'A page of jobs.',
      z.strictObject({
        jobs: z.array(jobView).describe('Newest first.'),
        nextCursor: z
          .string()
          .nullable()
          .describe('Send it as `cursor` to get the next, older page; null on the last page.'),
      }),
    ),
  },
  handle: async ({ query, ctx, userId }) => {
    const { jobs, next } = await listJobs(ctx, userId, query);
    return { jobs, nextCursor: next };
  },
});

export const POST = endpoint({
  id: 'addJob',
  tag: 'Jobs',
  summary: 'Add a job to the history',
  description:
    'A job that is already in the history is not changed; an archived one is restored. Gepetto is called only for a job that is new to this server.',
  access: 'jobs:write',
  body: z.union(
    [
      z.strictObject({ id: jobId.meta({ examples: ['Xk3v9Tq0aB2cD4eF'] }) }),
      z.strictObject({
        text: z
          .string()
          .min(1)
          .max(20_000)
          .describe("A URL with `/job/<id>` in it, a curl call of such a URL, or Gepetto's JSON."),
      }),
    ],
    {
      error: 'Send either a job\'s "id" or a "text" of at most 20000 characters that contains one',
    },
  ),
  response: { 200: apiResponse('The job.', z.strictObject({ job: jobView })) },
  errors: ['invalid_job_id', 'job_not_found', ...UPSTREAM_ERRORS],
  repeatsUpstream: true,
  handle: async ({ body, ctx, userId }) => ({
    job: await addJob(ctx, userId, 'id' in body ? body.id : body.text),
  }),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
