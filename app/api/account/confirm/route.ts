import { z } from 'zod';
import { confirmationSchema, confirmationWays, confirmSignIn, requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';

/** How the user can confirm who they are. */
export const GET = endpoint({
  documented: false,
  access: 'session',
  response: {
    200: apiResponse(
      'The ways.',
      z.strictObject({ password: z.boolean(), code: z.boolean(), passkey: z.boolean() }),
    ),
  },
  handle: ({ ctx, userId }) => confirmationWays(ctx, userId),
});

/** Confirms for 15 minutes that the user at this browser is the owner of the account. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  body: confirmationSchema,
  response: { 204: emptyResponse('Confirmed.') },
  handle: ({ request, body, ctx, session }) =>
    confirmSignIn(ctx, session, body, requestOrigin(request.headers)),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
