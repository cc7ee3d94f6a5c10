import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { checkSubmission, submissionParams, submissionView } from '@/lib/submissions';

export const POST = endpoint({
  id: 'checkSubmission',
  tag: 'Jobs',
  summary: 'Look at a submission again',
  description:
    'Asks Gepetto for the job that it named, if it named one. Gepetto has no list of jobs to look through.',
  access: 'jobs:start',
  params: submissionParams,
  response: {
    200: apiResponse('The submission afterwards.', z.strictObject({ submission: submissionView })),
  },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    submission: await checkSubmission(ctx, userId, params.id),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
