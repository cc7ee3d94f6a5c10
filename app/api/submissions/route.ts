import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import {
  listSubmissions,
  submissionsBody,
  submissionsQuery,
  submissionView,
  submit,
} from '@/lib/submissions';

const views = z.array(submissionView);

export const GET = endpoint({
  id: 'listSubmissions',
  tag: 'Jobs',
  summary: 'List submissions',
  description: 'What the caller wanted to start, newest first, 100 a page.',
  access: 'jobs:start',
  query: submissionsQuery,
  response: {
    200: apiResponse(
      'A page of submissions.',
      z.strictObject({
        submissions: views,
        nextCursor: z.string().nullable().describe('`cursor` of the next page; null on the last.'),
      }),
    ),
  },
  handle: async ({ query, ctx, userId }) => {
    const { submissions, next } = await listSubmissions(ctx, userId, query);
    return { submissions, nextCursor: next };
  },
});

export const POST = endpoint({
  id: 'startJobs',
  tag: 'Jobs',
  summary: 'Start jobs',
  description:
    'Puts all of the requests into the queue, or none. Each is sent to Gepetto once, as soon as the budget and the turn of the caller allow, and its job enters the history. With the same `Idempotency-Key` and body, the answer of the last 24 hours is repeated and nothing is started.',
  access: 'jobs:start',
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .describe('A random text for each new request, such as a UUID.'),
  }),
  body: submissionsBody,
  response: {
    201: apiResponse(
      'The submissions, in the order of the requests.',
      z.strictObject({ submissions: views }),
    ),
  },
  errors: ['idempotency_conflict', 'allowance_spent', 'too_many_submissions'],
  handle: async ({ request, body, ctx, userId, session }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    const submissions = await submit(ctx, {
      userId,
      source: session ? 'form' : 'api',
      origin,
      idempotencyKey: request.headers.get('idempotency-key'),
      requests: body.requests,
    });
    return { submissions };
  },
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
