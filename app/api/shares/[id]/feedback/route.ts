import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { feedbackView, listFeedback, shareParams } from '@/lib/shares';

export const GET = endpoint({
  id: 'listShareFeedback',
  tag: 'Shares',
  summary: 'List what visitors of a share link said',
  description: 'Newest first, up to 1,000. All of it counts as seen from then on.',
  access: 'shares:read',
  params: shareParams,
  response: {
    200: apiResponse('Likes and comments.', z.strictObject({ feedback: z.array(feedbackView) })),
  },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    feedback: await listFeedback(ctx, userId, params.id),
  }),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
