import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { closeSubmission, submissionParams, submissionView } from '@/lib/submissions';

export const POST = endpoint({
  id: 'closeSubmission',
  tag: 'Jobs',
  summary: 'Give up an uncertain submission',
  description: 'If Gepetto reports a job of it later, the job enters the history all the same.',
  access: 'jobs:start',
  params: submissionParams,
  response: {
    200: apiResponse('The submission afterwards.', z.strictObject({ submission: submissionView })),
  },
  errors: ['not_found', 'submission_settled'],
  handle: async ({ params, ctx, userId }) => ({
    submission: await closeSubmission(ctx, userId, params.id),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
