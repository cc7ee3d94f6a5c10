import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import {
  addPasskey,
  listPasskeys,
  newCredential,
  passkeyName,
  passkeyView,
  relyingParty,
} from '@/lib/passkeys';
import { recoveryCodesView } from '@/lib/second-factor';

export const GET = endpoint({
  documented: false,
  access: 'session',
  response: {
    200: apiResponse('The passkeys.', z.strictObject({ passkeys: z.array(passkeyView) })),
  },
  handle: async ({ ctx, userId }) => ({ passkeys: await listPasskeys(ctx, userId) }),
});

/** Adds a passkey that the browser has made with `POST /api/account/passkeys/options`. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  body: z.strictObject({ name: passkeyName, credential: newCredential }),
  response: {
    201: apiResponse(
      'The new passkey.',
      z.strictObject({ passkey: passkeyView, recoveryCodes: recoveryCodesView.nullable() }),
    ),
  },
  handle: ({ request, body, ctx, session }) =>
    addPasskey(ctx, session, relyingParty(requestOrigin(request.headers)), body),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
