import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { browserOptions, newPasskeyOptions, relyingParty } from '@/lib/passkeys';

/** What the browser needs to make a passkey. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  response: { 200: apiResponse('Options.', browserOptions) },
  handle: async ({ request, ctx, session }) => ({
    ...(await newPasskeyOptions(ctx, session, relyingParty(requestOrigin(request.headers)))),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
