import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { createWebhook, listWebhooks, MAX_URL_LENGTH, webhookView } from '@/lib/webhooks';

export const GET = endpoint({
  id: 'listWebhooks',
  tag: 'Webhooks',
  summary: 'List webhooks',
  description: 'Newest first.',
  access: 'session',
  response: {
    200: apiResponse('The webhooks.', z.strictObject({ webhooks: z.array(webhookView) })),
  },
  handle: async ({ ctx, userId }) => ({ webhooks: await listWebhooks(ctx, userId) }),
});

export const POST = endpoint({
  id: 'createWebhook',
  tag: 'Webhooks',
  summary: 'Create a webhook',
  access: 'session',
  body: z.strictObject({
    url: z
      .string()
      .max(MAX_URL_LENGTH, `is longer than ${MAX_URL_LENGTH} characters`)
      .describe('An `https://` URL.'),
  }),
  response: {
    201: apiResponse(
      'The new webhook.',
      z.strictObject({ webhook: webhookView, secret: z.string().describe('Signs the messages.') }),
    ),
  },
  handle: ({ request, body, ctx, userId }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    return createWebhook(ctx, userId, body.url, origin);
  },
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
