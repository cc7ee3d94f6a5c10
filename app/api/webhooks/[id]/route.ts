import { z } from 'zod';
import { methods } from '@/lib/http/methods';
import { readBody } from '@/lib/http/read-body';
import { userRoute } from '@/lib/http/route';
import { deleteWebhook, getWebhook, setEnabled } from '@/lib/webhooks';

type Params = { id: string };

const schema = z.strictObject({ enabled: z.boolean() });

const get = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json({ webhook: await getWebhook(ctx, userId, params.id) }),
);

const patch = userRoute<Params>(async ({ request, params, ctx, userId }) => {
  const { enabled } = await readBody(request, schema);
  return Response.json({ webhook: await setEnabled(ctx, userId, params.id, enabled) });
});

const remove = userRoute<Params>(async ({ params, ctx, userId }) => {
  await deleteWebhook(ctx, userId, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: get,
  PATCH: patch,
  DELETE: remove,
});
