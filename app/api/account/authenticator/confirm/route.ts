import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { confirmAuthenticator, recoveryCodesView, typedCode } from '@/lib/second-factor';

/** Turns an authenticator app on, by its first code. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  body: z.strictObject({ code: typedCode }),
  response: { 200: apiResponse('It is on.', z.strictObject({ recoveryCodes: recoveryCodesView })) },
  handle: async ({ body, ctx, userId }) => ({
    recoveryCodes: await confirmAuthenticator(ctx, userId, body.code),
  }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
