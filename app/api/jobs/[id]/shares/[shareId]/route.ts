import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { jobParams } from '@/lib/jobs';
import { revokeJobShare } from '@/lib/shares';

export const DELETE = endpoint({
  id: 'revokeShare',
  tag: 'Shares',
  summary: 'Revoke a share link',
  description: 'Takes effect at once and cannot be undone.',
  access: 'shares:write',
  params: jobParams.extend({
    shareId: z
      .string()
      .describe("The link's `id`.")
      .meta({ examples: ['6f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f'] }),
  }),
  response: { 204: emptyResponse('Revoked.') },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => revokeJobShare(ctx, userId, params.id, params.shareId),
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
