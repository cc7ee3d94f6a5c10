import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { listDeliveries } from '@/lib/webhooks';

type Params = { id: string };

/** The latest 50. */
const get = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json({ deliveries: await listDeliveries(ctx, userId, params.id) }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
