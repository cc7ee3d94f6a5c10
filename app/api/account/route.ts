import { z } from 'zod';
import { accountChangeSchema, updateAccount } from '@/lib/account';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';

/** Changes the name, the name of the studio, the language of emails, what scripts get as `output`, or the colour of masks. */
export const PATCH = endpoint({
  documented: false,
  access: 'session',
  body: accountChangeSchema,
  response: { 200: apiResponse('Changed.', z.strictObject({ ok: z.literal(true) })) },
  handle: async ({ body, ctx, userId }) => {
    await updateAccount(ctx, userId, body);
    return { ok: true as const };
  },
});

export const { GET, POST, PUT, DELETE, OPTIONS } = otherMethods({ PATCH });
