import { resource } from '@/app/_http/resource';
import { userRoute } from '@/app/_http/route';
import { revokeShare } from '@/lib/shares';

type Params = { id: string; shareId: string };

const remove = userRoute<Params>(
  async ({ params, ctx, user }) => {
    await revokeShare(ctx, user.id, params.id, params.shareId);
    return new Response(null, { status: 204 });
  },
  { scope: 'shares:write' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ DELETE: remove });
