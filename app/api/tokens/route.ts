import { readBody } from '@/app/_http/body';
import { userRoute } from '@/app/_http/route';
import { createToken, listTokens, newTokenSchema } from '@/lib/tokens';

/** The tokens of whoever is signed in. No token may see or make tokens: neither route takes one. */
export const GET = userRoute(async ({ ctx, user }) =>
  Response.json({ tokens: await listTokens(ctx, user.id) }),
);

/** Makes a token from `{name, scopes?, expiresInDays?}`: 201 with `token`, this once, and its `view`. */
export const POST = userRoute(async ({ request, ctx, user }) => {
  const asked = await readBody(request, newTokenSchema);
  return Response.json(await createToken(ctx, user.id, asked), { status: 201 });
});
