import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { browserOptions, proofOptions, relyingParty } from '@/lib/passkeys';

/** What the browser needs to ask for a passkey, with which `POST /api/account/confirm` confirms. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  response: { 200: apiResponse('Options.', browserOptions) },
  handle: async ({ request, ctx, session }) => {
    const purpose = { kind: 'confirm' as const, userId: session.id, sessionId: session.sessionId };
    const party = relyingParty(requestOrigin(request.headers));
    return { ...(await proofOptions(ctx, purpose, party)) };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
