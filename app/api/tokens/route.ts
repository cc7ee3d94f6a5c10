import { methods } from '@/lib/http/methods';
import { readBody } from '@/lib/http/read-body';
import { userRoute } from '@/lib/http/route';
import { createToken, listTokens, newTokenSchema } from '@/lib/tokens';

/** The tokens of whoever is signed in. No token may see or make tokens: neither route takes one. */
const get = userRoute(async ({ ctx, userId }) =>
  Response.json({ tokens: await listTokens(ctx, userId) }),
);

/** Makes a token from `{name, scopes?, expiresInDays?}`: 201 with `token`, this once, and its `view`. */
const post = userRoute(async ({ request, ctx, userId }) => {
  const asked = await readBody(request, newTokenSchema);
  return Response.json(await createToken(ctx, userId, asked), { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
