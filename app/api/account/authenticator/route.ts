import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import { relyingParty } from '@/lib/passkeys';
import { appSetupView, removeAuthenticator, startAuthenticator } from '@/lib/second-factor';

/** Starts to set up an authenticator app. It counts for nothing before `POST /api/account/authenticator/confirm`. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  response: { 201: apiResponse('What the app needs.', appSetupView) },
  handle: ({ request, ctx, session }) =>
    startAuthenticator(ctx, session, relyingParty(requestOrigin(request.headers)).id),
});

/** Removes the authenticator app. */
export const DELETE = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  response: { 204: emptyResponse('Removed.') },
  handle: ({ ctx, userId }) => removeAuthenticator(ctx, userId),
});

export const { GET, PUT, PATCH, OPTIONS } = otherMethods({ POST, DELETE });
