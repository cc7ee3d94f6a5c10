import { userRoute } from '@/app/_http/route';
import { listDeliveries } from '@/lib/webhooks';

type Params = { id: string };

/** The latest 50. */
export const GET = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json({ deliveries: await listDeliveries(ctx, userId, params.id) }),
);
