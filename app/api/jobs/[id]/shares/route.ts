import { userRoute } from '@/app/_http/route';
import { createShare, listShares } from '@/lib/shares';

type Params = { id: string };

export const GET = userRoute<Params>(
  async ({ params, ctx, user }) =>
    Response.json({ shares: await listShares(ctx, user.id, params.id) }),
  { scope: 'shares:write' },
);

export const POST = userRoute<Params>(
  async ({ params, ctx, user }) =>
    Response.json({ share: await createShare(ctx, user.id, params.id) }, { status: 201 }),
  { scope: 'shares:write' },
);
