import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { sendTest } from '@/lib/webhooks';

type Params = { id: string };

/** Sends a test and answers with what came of it. */
const post = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json({ delivery: await sendTest(ctx, userId, params.id) }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
