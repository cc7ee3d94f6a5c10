import { clientAddress, signUp, signUpSchema } from '@/lib/auth';
import { methods } from '@/lib/http/methods';
import { readBody } from '@/lib/http/read-body';
import { publicRoute } from '@/lib/http/route';

/** Makes an account from `{email, password, name?}`: 201. Signing in is a step of its own. */
const post = publicRoute(async ({ request, ctx }) => {
  const asked = await readBody(request, signUpSchema);
  await signUp(ctx, asked, clientAddress(request.headers));
  return Response.json({ ok: true }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
