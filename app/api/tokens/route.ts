import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { createToken, listTokens, newTokenSchema, tokenView } from '@/lib/tokens';

export const GET = endpoint({
  id: 'listTokens',
  tag: 'Tokens',
  summary: 'List personal access tokens',
  description:
    'Newest first, including expired tokens. Only the first characters of each are shown.',
  access: 'session',
  response: { 200: apiResponse('The tokens.', z.strictObject({ tokens: z.array(tokenView) })) },
  handle: async ({ ctx, userId }) => ({ tokens: await listTokens(ctx, userId) }),
});

export const POST = endpoint({
  id: 'createToken',
  tag: 'Tokens',
  summary: 'Create a personal access token',
  access: 'session',
  confirmed: true,
  body: newTokenSchema,
  response: {
    201: apiResponse(
      'The new token.',
      z.strictObject({
        token: z.string().describe('The token itself. It is not shown again.'),
        view: tokenView,
      }),
    ),
  },
  errors: ['too_many_tokens'],
  handle: ({ body, ctx, userId, session }) => createToken(ctx, userId, body, session.sessionId),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
