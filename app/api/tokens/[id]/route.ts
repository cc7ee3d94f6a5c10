import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { revokeToken } from '@/lib/tokens';

/** Revokes a token. */
const remove = userRoute<{ id: string }>(async ({ params, ctx, userId }) => {
  await revokeToken(ctx, userId, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: remove });
