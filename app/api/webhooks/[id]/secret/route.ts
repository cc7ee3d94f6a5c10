import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { rotateSecret, showSecret } from '@/lib/webhooks';

type Params = { id: string };

const get = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json(await showSecret(ctx, userId, params.id)),
);

/** Changes the secret; for a day the old one signs too. */
const post = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json(await rotateSecret(ctx, userId, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
