import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { requestLocale } from '@/lib/i18n';
import {
  createWebhook,
  listWebhooks,
  MAX_URL_LENGTH,
  webhookEvents,
  webhookView,
} from '@/lib/webhooks';

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
  confirmed: true,
  body: z.strictObject({
    url: z
      .string()
      .max(MAX_URL_LENGTH, `is longer than ${MAX_URL_LENGTH} characters`)
      .describe('An `https://` URL.'),
    events: webhookEvents.optional(),
  }),
  response: {
    201: apiResponse(
      'The new webhook.',
      z.strictObject({ webhook: webhookView, secret: z.string().describe('Signs the messages.') }),
    ),
  },
  errors: ['too_many_webhooks'],
  handle: async ({ request, body, ctx, userId, session }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    const { url, events } = body;
    const { sessionId } = session;
    const locale = await requestLocale();
    return createWebhook(ctx, userId, url, origin, { events, locale, sessionId });
  },
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
