import { z } from 'zod';
import { clientAddress, deviceFor, requestOrigin, requestReset } from '@/lib/auth';
import { emailSchema } from '@/lib/email-address';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';

/** Emails a link that sets a new password. The response is the same for every address. */
export const POST = endpoint({
  documented: false,
  access: 'public',
  body: z.strictObject({ email: emailSchema }),
  response: { 204: emptyResponse('If the address has an account, an email is on its way.') },
  handle: async ({ request, body, ctx }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    const client = clientAddress(request.headers);
    const device = await deviceFor(ctx, body.email);
    await requestReset(ctx, { email: body.email, client, origin, device });
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
