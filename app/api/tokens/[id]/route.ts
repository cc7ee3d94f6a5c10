import { userRoute } from '@/app/_http/route';
import { revokeToken } from '@/lib/tokens';

/** Revokes a token. */
export const DELETE = userRoute<{ id: string }>(async ({ params, ctx, user }) => {
  await revokeToken(ctx, user.id, params.id);
  return new Response(null, { status: 204 });
});
