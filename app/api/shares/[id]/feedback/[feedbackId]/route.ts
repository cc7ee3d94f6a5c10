import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import {
  changeFeedback,
  deleteFeedback,
  feedbackChangeSchema,
  feedbackParams,
  feedbackView,
} from '@/lib/shares';

export const PATCH = endpoint({
  id: 'updateShareFeedback',
  tag: 'Shares',
  summary: 'Answer, hide or show what a visitor said',
  access: 'shares:write',
  params: feedbackParams,
  body: feedbackChangeSchema,
  response: {
    200: apiResponse(
      'The like or comment as it is now.',
      z.strictObject({ feedback: feedbackView }),
    ),
  },
  errors: ['not_found'],
  handle: async ({ params, body, ctx, userId }) => ({
    feedback: await changeFeedback(ctx, userId, params.id, params.feedbackId, body),
  }),
});

export const DELETE = endpoint({
  id: 'deleteShareFeedback',
  tag: 'Shares',
  summary: 'Delete what a visitor said',
  access: 'shares:write',
  params: feedbackParams,
  response: { 204: emptyResponse('Deleted.') },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => deleteFeedback(ctx, userId, params.id, params.feedbackId),
});

export const { GET, POST, PUT, OPTIONS } = otherMethods({ PATCH, DELETE });
