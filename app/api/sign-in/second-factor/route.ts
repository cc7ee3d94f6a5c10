import { currentHalfSession, requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { browserOptions, proofOptions, relyingParty } from '@/lib/passkeys';

/** What the browser needs to ask for a passkey as the second factor, by `POST /api/auth/callback/second-factor`. */
export const POST = endpoint({
  documented: false,
  access: 'public',
  response: { 200: apiResponse('Options.', browserOptions) },
  handle: async ({ request, ctx }) => {
    const half = await currentHalfSession(ctx);
    if (half === null) {
      throw new AppError('unauthenticated', 'This sign-in took too long. Sign in again.');
    }
    const purpose = { kind: 'second_factor' as const, userId: half.userId, sessionId: half.id };
    const party = relyingParty(requestOrigin(request.headers));
    return { ...(await proofOptions(ctx, purpose, party)) };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
