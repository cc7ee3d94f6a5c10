import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { jobParams } from '@/lib/jobs';
import {
  createJobShare,
  jobShareSchema,
  listJobShares,
  shareCursor,
  shareView,
} from '@/lib/shares';

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
        shares: z.array(shareView),
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
  summary: 'Create a share link to one result',
  description:
    'As `POST /api/shares` with this job alone. Without a body nothing is chosen: the link ends after 7 days.',
  access: 'shares:write',
  params: jobParams,
  body: jobShareSchema,
  response: { 201: apiResponse('The new link.', z.strictObject({ share: shareView })) },
  errors: ['job_not_found', 'too_many_shares'],
  handle: async ({ params, body, ctx, userId }) => ({
    share: await createJobShare(ctx, userId, params.id, body),
  }),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
