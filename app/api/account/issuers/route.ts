import { z } from 'zod';
import { intendToLink } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';

/** Prepares this browser to link an account: the next sign-in at the provider links it. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  body: z.strictObject({ provider: z.string().max(40) }),
  response: { 200: apiResponse('Prepared.', z.strictObject({ ok: z.literal(true) })) },
  handle: async ({ body, ctx, session }) => {
    await intendToLink(ctx, session, body.provider);
    return { ok: true as const };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
