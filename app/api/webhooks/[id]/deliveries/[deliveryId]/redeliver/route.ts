import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { deliveryParams, deliveryView, redeliver } from '@/lib/webhooks';

export const POST = endpoint({
  id: 'redeliver',
  tag: 'Webhooks',
  summary: 'Send a delivery again',
  description: 'Uses the same `webhook-id`. Waits for the response of the receiver.',
  access: 'session',
  params: deliveryParams,
  response: {
    200: apiResponse('The delivery.', z.strictObject({ delivery: deliveryView })),
  },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    delivery: await redeliver(ctx, userId, params.id, params.deliveryId),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
