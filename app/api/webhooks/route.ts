import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { methods } from '@/lib/http/methods';
import { readBody } from '@/lib/http/read-body';
import { userRoute } from '@/lib/http/route';
import { createWebhook, listWebhooks, MAX_URL_LENGTH } from '@/lib/webhooks';

const schema = z.strictObject({
  url: z.string().max(MAX_URL_LENGTH, `is longer than ${MAX_URL_LENGTH} characters`),
});

const get = userRoute(async ({ ctx, userId }) =>
  Response.json({ webhooks: await listWebhooks(ctx, userId) }),
);

/** Registers an address; answers with the webhook and its secret. */
const post = userRoute(async ({ request, ctx, userId }) => {
  const { url } = await readBody(request, schema);
  const origin = requestOrigin(request.headers);
  if (origin === null) {
    throw new AppError('invalid_request', 'The request names no host. Send it to a full address.');
  }
  return Response.json(await createWebhook(ctx, userId, url, origin), { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
