import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { resendSubmission, submissionParams, submissionView } from '@/lib/submissions';

export const POST = endpoint({
  id: 'resendSubmission',
  tag: 'Jobs',
  summary: 'Send a submission again',
  description: 'For an uncertain or refused one. An uncertain one may cost a second time.',
  access: 'jobs:start',
  params: submissionParams,
  response: {
    200: apiResponse('The submission afterwards.', z.strictObject({ submission: submissionView })),
  },
  errors: ['not_found', 'submission_settled'],
  handle: async ({ params, ctx, userId }) => ({
    submission: await resendSubmission(ctx, userId, params.id),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
