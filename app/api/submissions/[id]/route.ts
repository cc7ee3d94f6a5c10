import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { getSubmission, submissionParams, submissionView } from '@/lib/submissions';

export const GET = endpoint({
  id: 'getSubmission',
  tag: 'Jobs',
  summary: 'Get a submission',
  access: 'jobs:start',
  params: submissionParams,
  response: {
    200: apiResponse('The submission.', z.strictObject({ submission: submissionView })),
  },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    submission: await getSubmission(ctx, userId, params.id),
  }),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
