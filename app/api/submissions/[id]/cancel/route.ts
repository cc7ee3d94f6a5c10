import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { cancelSubmission, submissionParams, submissionView } from '@/lib/submissions';

export const POST = endpoint({
  id: 'cancelSubmission',
  tag: 'Jobs',
  summary: 'Cancel a submission that waits',
  description: 'Nothing was sent to Gepetto, and nothing will be.',
  access: 'jobs:start',
  params: submissionParams,
  response: {
    200: apiResponse('The submission afterwards.', z.strictObject({ submission: submissionView })),
  },
  errors: ['not_found', 'submission_settled'],
  handle: async ({ params, ctx, userId }) => ({
    submission: await cancelSubmission(ctx, userId, params.id),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
