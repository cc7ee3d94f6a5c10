import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { rotateSecret, showSecret, webhookParams } from '@/lib/webhooks';

export const GET = endpoint({
  id: 'getWebhookSecret',
  tag: 'Webhooks',
  summary: 'Get the signing secret of a webhook',
  access: 'session',
  confirmed: true,
  params: webhookParams,
  response: {
    200: apiResponse(
      'The secret.',
      z.strictObject({
        secret: z
          .string()
          .nullable()
          .describe('Null if NEXTAUTH_SECRET has changed since: rotate the secret of the webhook.'),
      }),
    ),
  },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => showSecret(ctx, userId, params.id),
});

export const POST = endpoint({
  id: 'rotateWebhookSecret',
  tag: 'Webhooks',
  summary: 'Rotate the signing secret of a webhook',
  description:
    'For 24 hours, messages are also signed with the old secret. After several rotations each old secret signs for its own 24 hours; a sixth rotation in that time gets 429.',
  access: 'session',
  confirmed: true,
  params: webhookParams,
  response: {
    200: apiResponse(
      'The new secret.',
      z.strictObject({
        secret: z.string(),
        previousUntil: z.int().describe('When the old secret stops signing, ms UTC.'),
      }),
    ),
  },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => rotateSecret(ctx, userId, params.id),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
