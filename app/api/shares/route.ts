import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { createShare, listShares, newShareSchema, sharesQuery, shareView } from '@/lib/shares';

export const GET = endpoint({
  id: 'listShareLinks',
  tag: 'Shares',
  summary: 'List all share links',
  description: 'Newest first, 50 a page, without revoked ones. Those that have ended say why.',
  access: 'shares:read',
  query: sharesQuery,
  response: {
    200: apiResponse(
      'A page of links.',
      z.strictObject({
        shares: z.array(shareView),
        nextCursor: z
          .string()
          .nullable()
          .describe('Send it as `cursor` to get the next, older page; null on the last page.'),
      }),
    ),
  },
  handle: async ({ query, ctx, userId }) => {
    const { shares, next } = await listShares(ctx, userId, query);
    return { shares, nextCursor: next };
  },
});

export const POST = endpoint({
  id: 'createShareLink',
  tag: 'Shares',
  summary: 'Create a share link to one or more results',
  description:
    'Anyone with the link, and its password if it has one, can see the results without an account until the link ends. Unless something else is chosen it ends after 7 days, does not name its owner, shows what each job started from, and takes downloads and feedback.',
  access: 'shares:write',
  body: newShareSchema,
  response: { 201: apiResponse('The new link.', z.strictObject({ share: shareView })) },
  errors: ['job_not_found', 'too_many_shares'],
  handle: async ({ body, ctx, userId }) => ({ share: await createShare(ctx, userId, body) }),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
