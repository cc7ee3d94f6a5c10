import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import {
  deleteWebhook,
  getWebhook,
  updateWebhook,
  webhookEvents,
  webhookParams,
  webhookView,
} from '@/lib/webhooks';

export const GET = endpoint({
  id: 'getWebhook',
  tag: 'Webhooks',
  summary: 'Get one webhook',
  access: 'session',
  params: webhookParams,
  response: { 200: apiResponse('The webhook.', z.strictObject({ webhook: webhookView })) },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    webhook: await getWebhook(ctx, userId, params.id),
  }),
});

export const PATCH = endpoint({
  id: 'changeWebhook',
  tag: 'Webhooks',
  summary: 'Enable or disable a webhook, or choose its events',
  access: 'session',
  // Not to disable one: whoever finds it misused stops it at once.
  confirmed: true,
  confirmedIf: ({ enabled }) => enabled === true,
  params: webhookParams,
  body: z
    .strictObject({ enabled: z.boolean().optional(), events: webhookEvents.optional() })
    .refine((body) => Object.keys(body).length > 0, 'Send "enabled", "events" or both')
    .meta({ minProperties: 1 }),
  response: {
    200: apiResponse('The webhook after the change.', z.strictObject({ webhook: webhookView })),
  },
  errors: ['not_found'],
  handle: async ({ params, body, ctx, userId }) => ({
    webhook: await updateWebhook(ctx, userId, params.id, body),
  }),
});

export const DELETE = endpoint({
  id: 'deleteWebhook',
  tag: 'Webhooks',
  summary: 'Delete a webhook, its secret and its log',
  access: 'session',
  params: webhookParams,
  response: { 204: emptyResponse('Deleted.') },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => deleteWebhook(ctx, userId, params.id),
});

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
