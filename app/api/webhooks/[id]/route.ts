import { z } from 'zod';
import { readBody } from '@/app/_http/body';
import { userRoute } from '@/app/_http/route';
import { deleteWebhook, getWebhook, setEnabled } from '@/lib/webhooks';

type Params = { id: string };

const schema = z.strictObject({ enabled: z.boolean() });

export const GET = userRoute<Params>(async ({ params, ctx, userId }) =>
  Response.json({ webhook: await getWebhook(ctx, userId, params.id) }),
);

export const PATCH = userRoute<Params>(async ({ request, params, ctx, userId }) => {
  const { enabled } = await readBody(request, schema);
  return Response.json({ webhook: await setEnabled(ctx, userId, params.id, enabled) });
});

export const DELETE = userRoute<Params>(async ({ params, ctx, userId }) => {
  await deleteWebhook(ctx, userId, params.id);
  return new Response(null, { status: 204 });
});
