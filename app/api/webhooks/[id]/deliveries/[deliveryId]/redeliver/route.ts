import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { redeliver } from '@/lib/webhooks';

type Params = { id: string; deliveryId: string };

/** Sends a delivery again and answers with what came of it. */
const post = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json({ delivery: await redeliver(ctx, userId, params.id, params.deliveryId) }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
