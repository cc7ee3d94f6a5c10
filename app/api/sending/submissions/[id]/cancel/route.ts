import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { cancelAnySubmission, submissionParams } from '@/lib/submissions';

export const POST = endpoint({
  id: 'cancelAnySubmission',
  tag: 'Operators',
  summary: "Cancel anybody's submission that waits",
  access: 'operator',
  params: submissionParams,
  response: { 204: emptyResponse('Cancelled: nothing was sent to Gepetto.') },
  errors: ['not_found', 'submission_settled'],
  handle: async ({ params, ctx }) => cancelAnySubmission(ctx, params.id),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
