import { z } from 'zod';
import { currentUser, newPasswordSchema, rememberDevice, resetPassword } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { needsSecondFactor } from '@/lib/second-factor';

/** Sets a new password by a link. Signing in is a separate step, which may ask for a second factor. */
export const POST = endpoint({
  documented: false,
  access: 'public',
  body: z.strictObject({ token: z.string().max(200), password: newPasswordSchema }),
  response: {
    200: apiResponse('Set. All sessions have ended.', z.strictObject({ email: z.string() })),
  },
  handle: async ({ body, ctx }) => {
    const session = (await currentUser(ctx))?.sessionId ?? null;
    const { id, email } = await resetPassword(ctx, body, session);
    // Strangers who guess must not keep out whoever has just proved that the account is theirs. Who has only the mailbox
    // gets no guesses of their own at a second factor.
    if (!(await needsSecondFactor(ctx.db, id))) await rememberDevice(id);
    return { email };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
