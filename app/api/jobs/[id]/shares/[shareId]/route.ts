import { userRoute } from '@/app/_http/route';
import { revokeShare } from '@/lib/shares';

type Params = { id: string; shareId: string };

export const DELETE = userRoute<Params>(
  async ({ params, ctx, user }) => {
    await revokeShare(ctx, user.id, params.id, params.shareId);
    return new Response(null, { status: 204 });
  },
  { scope: 'shares:write' },
);
