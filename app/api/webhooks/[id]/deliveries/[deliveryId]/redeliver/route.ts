import { userRoute } from '@/app/_http/route';
import { redeliver } from '@/lib/webhooks';

type Params = { id: string; deliveryId: string };

/** Sends a delivery again and answers with what came of it. */
export const POST = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json({ delivery: await redeliver(ctx, userId, params.id, params.deliveryId) }),
);
