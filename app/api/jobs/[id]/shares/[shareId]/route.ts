import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { revokeShare } from '@/lib/shares';

type Params = { id: string; shareId: string };

const remove = userRoute<Params>(
  async ({ params, ctx, userId }) => {
    await revokeShare(ctx, userId, params.id, params.shareId);
    return new Response(null, { status: 204 });
  },
  { scope: 'shares:write' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: remove });
