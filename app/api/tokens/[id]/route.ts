import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { revokeToken } from '@/lib/tokens';

export const DELETE = endpoint({
  id: 'revokeToken',
  tag: 'Tokens',
  summary: 'Revoke a personal access token',
  description: 'Takes effect at once and cannot be undone.',
  access: 'session',
  params: z.object({
    id: z
      .string()
      .describe("The token's `id`.")
      .meta({ examples: ['3c9d8e7f-1a2b-4c3d-9e4f-5a6b7c8d9e0f'] }),
  }),
  response: { 204: emptyResponse('Revoked.') },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => revokeToken(ctx, userId, params.id),
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
