import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { jobParams } from '@/lib/jobs';
import { createJobShare, jobShareView, listJobShares, shareCursor } from '@/lib/shares';

export const GET = endpoint({
  id: 'listShares',
  tag: 'Shares',
  summary: 'List the share links of a job',
  description: 'Newest first, 50 a page, without revoked ones.',
  access: 'shares:write',
  params: jobParams,
  query: z.strictObject({
    cursor: shareCursor.optional().describe('`nextCursor` of the previous page.'),
  }),
  response: {
    200: apiResponse(
      'A page of links.',
      z.strictObject({
        shares: z.array(jobShareView),
        nextCursor: z
          .string()
          .nullable()
          .describe('Send it as `cursor` to get the next, older page; null on the last page.'),
      }),
    ),
  },
  errors: ['job_not_found'],
  handle: async ({ params, query, ctx, userId }) => {
    const { shares, next } = await listJobShares(ctx, userId, params.id, query.cursor);
    return { shares, nextCursor: next };
  },
});

export const POST = endpoint({
  id: 'makeShare',
  tag: 'Shares',
  summary: 'Create a share link',
  description:
    'Anyone with the link can see the result without an account until the link is revoked.',
  access: 'shares:write',
  params: jobParams,
  response: { 201: apiResponse('The new link.', z.strictObject({ share: jobShareView })) },
  errors: ['job_not_found', 'too_many_shares'],
  handle: async ({ params, ctx, userId }) => ({
    share: await createJobShare(ctx, userId, params.id),
  }),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
