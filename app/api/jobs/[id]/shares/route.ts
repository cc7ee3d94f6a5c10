import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { createShare, listShares } from '@/lib/shares';

type Params = { id: string };

const get = userRoute<Params>(
  async ({ params, ctx, userId }) =>
    Response.json({ shares: await listShares(ctx, userId, params.id) }),
  { scope: 'shares:write' },
);

const post = userRoute<Params>(
  async ({ params, ctx, userId }) =>
    Response.json({ share: await createShare(ctx, userId, params.id) }, { status: 201 }),
  { scope: 'shares:write' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
