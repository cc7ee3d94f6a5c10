import { z } from 'zod';
import { clientAddress, signUp, signUpSchema } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';

/** Creates an account. Signing in is a separate step. */
export const POST = endpoint({
  documented: false,
  access: 'public',
  body: signUpSchema,
  response: { 201: apiResponse('Created.', z.strictObject({ ok: z.literal(true) })) },
  handle: async ({ request, body, ctx }) => {
    await signUp(ctx, body, clientAddress(request.headers));
    return { ok: true as const };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
