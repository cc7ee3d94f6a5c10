import { userRoute } from '@/app/_http/route';
import { revokeToken } from '@/lib/tokens';

/** Revokes a token. */
export const DELETE = userRoute<{ id: string }>(async ({ params, ctx, userId }) => {
  await revokeToken(ctx, userId, params.id);
  return new Response(null, { status: 204 });
});
