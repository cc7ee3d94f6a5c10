import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { browserOptions, proofOptions, relyingParty } from '@/lib/passkeys';

/** What the browser needs to ask for a passkey of any user, which signs in by `POST /api/auth/callback/passkey`. */
export const POST = endpoint({
  documented: false,
  access: 'public',
  response: { 200: apiResponse('Options.', browserOptions) },
  handle: async ({ request, ctx }) => {
    const party = relyingParty(requestOrigin(request.headers));
    return { ...(await proofOptions(ctx, { kind: 'sign_in' }, party)) };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
