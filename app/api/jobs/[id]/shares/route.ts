import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { jobParams } from '@/lib/jobs';
import { createShare, listShares, shareView } from '@/lib/shares';

export const GET = endpoint({
  id: 'listShares',
  tag: 'Shares',
  summary: 'List the share links of a job',
  description: 'Newest first, without revoked ones.',
  access: 'shares:write',
  params: jobParams,
  response: { 200: apiResponse('The links.', z.strictObject({ shares: z.array(shareView) })) },
  errors: ['job_not_found'],
  handle: async ({ params, ctx, userId }) => ({
    shares: await listShares(ctx, userId, params.id),
  }),
});

export const POST = endpoint({
  id: 'makeShare',
  tag: 'Shares',
  summary: 'Create a share link',
  description:
    'Anyone with the link can see the result without an account until the link is revoked.',
  access: 'shares:write',
  params: jobParams,
  response: { 201: apiResponse('The new link.', z.strictObject({ share: shareView })) },
  errors: ['job_not_found'],
  handle: async ({ params, ctx, userId }) => ({
    share: await createShare(ctx, userId, params.id),
  }),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
