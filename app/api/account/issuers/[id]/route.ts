import { z } from 'zod';
import { unlinkAccount } from '@/lib/account';
import { signInMethods } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';

/** Unlinks an account at a provider, unless it is the only way in. */
export const DELETE = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  params: z.object({ id: z.string() }),
  response: { 204: { description: 'Unlinked.' } },
  handle: async ({ params, ctx, userId }) => unlinkAccount(ctx, userId, params.id, signInMethods()),
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
