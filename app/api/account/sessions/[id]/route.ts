import { z } from 'zod';
import { endListedSession } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';

/** Signs the user out in one browser. */
export const DELETE = endpoint({
  documented: false,
  access: 'session',
  params: z.object({ id: z.string() }),
  response: { 204: emptyResponse('The session has ended.') },
  handle: ({ params, ctx, userId }) => endListedSession(ctx, userId, params.id),
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
