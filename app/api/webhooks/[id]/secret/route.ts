import { userRoute } from '@/app/_http/route';
import { rotateSecret, showSecret } from '@/lib/webhooks';

type Params = { id: string };

export const GET = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json(await showSecret(ctx, userId, params.id)),
);

/** Changes the secret; for a day the old one signs too. */
export const POST = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json(await rotateSecret(ctx, userId, params.id)),
);
