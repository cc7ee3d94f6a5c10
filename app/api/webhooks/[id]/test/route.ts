import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { deliveryView, sendTest, webhookParams } from '@/lib/webhooks';

export const POST = endpoint({
  id: 'testWebhook',
  tag: 'Webhooks',
  summary: 'Send a test message',
  description: 'Waits for the response of the receiver. Also works for a disabled webhook.',
  access: 'session',
  params: webhookParams,
  response: {
    200: apiResponse('The delivery.', z.strictObject({ delivery: deliveryView })),
  },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    delivery: await sendTest(ctx, userId, params.id),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
