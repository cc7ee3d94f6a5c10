import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { deliveryView, listDeliveries, webhookParams } from '@/lib/webhooks';

export const GET = endpoint({
  id: 'listDeliveries',
  tag: 'Webhooks',
  summary: 'List the deliveries of a webhook',
  description: 'The latest 50, newest first.',
  access: 'session',
  params: webhookParams,
  response: {
    200: apiResponse('The deliveries.', z.strictObject({ deliveries: z.array(deliveryView) })),
  },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    deliveries: await listDeliveries(ctx, userId, params.id),
  }),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
