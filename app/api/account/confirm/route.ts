import { z } from 'zod';
import { confirmationWays, confirmByPassword, passwordSchema } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';

/** How the user can confirm who they are. */
export const GET = endpoint({
  documented: false,
  access: 'session',
  response: {
    200: apiResponse('The ways.', z.strictObject({ password: z.boolean() })),
  },
  handle: ({ ctx, userId }) => confirmationWays(ctx, userId),
});

/** Confirms for 15 minutes that the user at this browser is the owner of the account. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  body: z.strictObject({ password: passwordSchema }),
  response: { 204: emptyResponse('Confirmed.') },
  handle: ({ body, ctx, session }) => confirmByPassword(ctx, session, body.password),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
