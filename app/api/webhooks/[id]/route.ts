import { z } from 'zod';
import { readBody } from '@/app/_http/body';
import { userRoute } from '@/app/_http/route';
import { deleteWebhook, getWebhook, setEnabled } from '@/lib/webhooks';

type Params = { id: string };

const schema = z.strictObject({ enabled: z.boolean() });

export const GET = userRoute<Params>(async ({ params, ctx, user }) =>
  Response.json({ webhook: await getWebhook(ctx, user.id, params.id) }),
);

export const PATCH = userRoute<Params>(async ({ request, params, ctx, user }) => {
  const { enabled } = await readBody(request, schema);
  return Response.json({ webhook: await setEnabled(ctx, user.id, params.id, enabled) });
});

export const DELETE = userRoute<Params>(async ({ params, ctx, user }) => {
  await deleteWebhook(ctx, user.id, params.id);
  return new Response(null, { status: 204 });
});
