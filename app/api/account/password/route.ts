import { z } from 'zod';
import { changePassword, newPasswordSchema, passwordSchema, setPassword } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';

/** Changes the password. The old one is the confirmation. */
export const PATCH = endpoint({
  documented: false,
  access: 'session',
  body: z.strictObject({ current: passwordSchema, password: newPasswordSchema }),
  response: { 204: emptyResponse('Changed. All other sessions have ended.') },
  handle: ({ body, ctx, session }) => changePassword(ctx, session, body),
});

/** Sets the first password of an account that signs in another way. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  body: z.strictObject({ password: newPasswordSchema }),
  response: { 204: emptyResponse('Set.') },
  handle: ({ body, ctx, session }) => setPassword(ctx, session, body.password),
});

export const { GET, PUT, DELETE, OPTIONS } = otherMethods({ PATCH, POST });
