import { endOtherSessions } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';

/** Signs the user out everywhere but in this browser. */
export const DELETE = endpoint({
  documented: false,
  access: 'session',
  response: { 204: emptyResponse('All other sessions have ended.') },
  handle: async ({ ctx, session }) => {
    await endOtherSessions(ctx, session.id, session.sessionId);
  },
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
