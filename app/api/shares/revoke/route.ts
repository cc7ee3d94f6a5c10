import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { revokeShares } from '@/lib/shares';

/** Links of one request. */
const MAX_IDS = 200;

export const POST = endpoint({
  id: 'revokeShareLinks',
  tag: 'Shares',
  summary: 'Revoke several share links',
  description: 'Takes effect at once and cannot be undone. IDs of other links are ignored.',
  access: 'shares:write',
  body: z.strictObject({
    ids: z
      .array(z.string().max(64, 'must be IDs of links'))
      .min(1, 'must name at least one link')
      .max(MAX_IDS, `must name ${MAX_IDS} links or fewer`),
  }),
  response: {
    200: apiResponse(
      'The IDs of the links that were revoked.',
      z.strictObject({ revoked: z.array(z.string()) }),
    ),
  },
  handle: async ({ body, ctx, userId }) => ({ revoked: await revokeShares(ctx, userId, body.ids) }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
