import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import { getJob, jobParams, jobView, removeJob, updateJob } from '@/lib/jobs';
import { plainText } from '@/lib/plain-text';

export const GET = endpoint({
  id: 'getJob',
  tag: 'Jobs',
  summary: 'Get one job of the history',
  description: 'As current as possible without waiting for Gepetto.',
  access: 'jobs:read',
  params: jobParams,
  response: { 200: apiResponse('The job.', z.strictObject({ job: jobView })) },
  errors: ['job_not_found'],
  handle: async ({ params, ctx, userId }) => ({ job: await getJob(ctx, userId, params.id) }),
});

export const PATCH = endpoint({
  id: 'changeJob',
  tag: 'Jobs',
  summary: 'Label, archive or restore a job',
  access: 'jobs:write',
  params: jobParams,
  body: z.strictObject({
    label: plainText
      .max(200, 'is longer than 200 characters')
      .nullable()
      .optional()
      .describe('The new label; null removes it.'),
    archived: z.boolean().optional(),
  }),
  response: { 200: apiResponse('The job after the change.', z.strictObject({ job: jobView })) },
  errors: ['job_not_found'],
  handle: async ({ params, body, ctx, userId }) => ({
    job: await updateJob(ctx, userId, params.id, body),
  }),
});

export const DELETE = endpoint({
  id: 'removeJob',
  tag: 'Jobs',
  summary: 'Remove a job from the history',
  description:
    'Gepetto keeps the job, so it can be added again. Its share links stop working permanently.',
  access: 'jobs:write',
  params: jobParams,
  response: { 204: emptyResponse('Removed.') },
  errors: ['job_not_found'],
  handle: ({ params, ctx, userId }) => removeJob(ctx, userId, params.id),
});

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
