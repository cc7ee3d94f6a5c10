import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import {
  getShare,
  revokeShare,
  shareChangeSchema,
  shareParams,
  shareView,
  updateShare,
} from '@/lib/shares';

const body = z.strictObject({ share: shareView });

export const GET = endpoint({
  id: 'getShareLink',
  tag: 'Shares',
  summary: 'Get a share link',
  access: 'shares:read',
  params: shareParams,
  response: { 200: apiResponse('The link.', body) },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({ share: await getShare(ctx, userId, params.id) }),
});

export const PATCH = endpoint({
  id: 'updateShareLink',
  tag: 'Shares',
  summary: 'Change what a share link shows and allows',
  description:
    'What is not sent stays. `jobIds` replaces the jobs and their order. A new password locks the link for whoever knew the last one.',
  access: 'shares:write',
  params: shareParams,
  body: shareChangeSchema,
  response: { 200: apiResponse('The link as it is now.', body) },
  errors: ['not_found', 'job_not_found', 'too_many_shares'],
  handle: async ({ params, body: change, ctx, userId }) => ({
    share: await updateShare(ctx, userId, params.id, change),
  }),
});

export const DELETE = endpoint({
  id: 'revokeShareLink',
  tag: 'Shares',
  summary: 'Revoke a share link of any number of results',
  description: 'Takes effect at once and cannot be undone.',
  access: 'shares:write',
  params: shareParams,
  response: { 204: emptyResponse('Revoked.') },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => revokeShare(ctx, userId, params.id),
});

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
