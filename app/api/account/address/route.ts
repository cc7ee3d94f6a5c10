import { z } from 'zod';
import { requestAddress } from '@/lib/account';
import { clientAddress, countMailRequest, maySendMail } from '@/lib/auth';
import { emailSchema } from '@/lib/email-address';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';

/** Sends a link that changes the address, or confirms the present one. The same answer for every address. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  body: z.strictObject({ email: emailSchema }),
  response: { 200: apiResponse('Sent.', z.strictObject({ ok: z.literal(true) })) },
  handle: async ({ request, body, ctx, session }) => {
    await countMailRequest(ctx.db, clientAddress(request.headers), null);
    // A mailbox that has had enough gets no more; the answer does not say so.
    if (await maySendMail(ctx.db, body.email, null)) {
      await requestAddress(ctx, session, body.email);
    }
    return { ok: true as const };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
