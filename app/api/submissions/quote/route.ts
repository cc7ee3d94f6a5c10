import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { quote, quoteView, submissionsBody } from '@/lib/submissions';

export const POST = endpoint({
  id: 'quoteJobs',
  tag: 'Jobs',
  summary: 'What jobs would cost',
  description:
    'Starts nothing. Says what is documented about the price of the jobs, how long the budget of calls would make them wait, and whether Gepetto can reach this server.',
  access: 'jobs:start',
  body: submissionsBody,
  response: { 200: apiResponse('The quote.', quoteView) },
  handle: async ({ request, body, ctx, userId }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    return quote(ctx, { userId, origin, requests: body.requests });
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
