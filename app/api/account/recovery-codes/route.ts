import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { makeRecoveryCodes, recoveryCodesView } from '@/lib/second-factor';

/** Makes new recovery codes in place of the old ones. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  response: {
    201: apiResponse('New codes.', z.strictObject({ recoveryCodes: recoveryCodesView })),
  },
  handle: async ({ ctx, userId }) => ({ recoveryCodes: await makeRecoveryCodes(ctx, userId) }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
