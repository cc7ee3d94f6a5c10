import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { replaceAddress, shareParams, shareView } from '@/lib/shares';

export const POST = endpoint({
  id: 'replaceShareLinkAddress',
  tag: 'Shares',
  summary: 'Give a share link a new address',
  description: 'The address before works no more, at once and for good. Everything else stays.',
  access: 'shares:write',
  params: shareParams,
  response: {
    200: apiResponse('The link with its new `path`.', z.strictObject({ share: shareView })),
  },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({
    share: await replaceAddress(ctx, userId, params.id),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
