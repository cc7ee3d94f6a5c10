import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { createResetLink, personParams } from '@/lib/people';

export const POST = endpoint({
  id: 'createResetLink',
  tag: 'Operators',
  summary: 'Create a link to reset a password',
  description:
    'For servers without mail, and for people who lost their mailbox: hand the link over yourself. It works once, for 24 hours.',
  access: 'operator',
  confirmed: true,
  params: personParams,
  response: {
    201: apiResponse(
      'The link.',
      z.strictObject({
        url: z.string().describe('It is not shown again.'),
        expiresAt: z.int().describe('ms UTC'),
      }),
    ),
  },
  errors: ['own_account'],
  handle: ({ request, params, ctx, userId }) =>
    createResetLink(ctx, userId, params.id, requestOrigin(request.headers) ?? ''),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
